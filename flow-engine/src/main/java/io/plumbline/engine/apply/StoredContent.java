package io.plumbline.engine.apply;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.secrecy.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Content as it is stored: facets in the clear, personal data sealed, the whole as a keyed hash.
 */
public final class StoredContent {

  private static final ObjectMapper JSON = new ObjectMapper();

  private StoredContent() {}

  /** Equal for equal content; keyed, since personal data is part of it. */
  public static byte[] hash(Fingerprints fingerprints, Content content, boolean deleted) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("facets", facets(content));
    whole.set("personal", content.personal());
    whole.put("deleted", deleted);
    return fingerprints.hash(CanonicalJson.bytes(whole));
  }

  static ObjectNode facets(Content content) {
    ObjectNode facets = JsonNodeFactory.instance.objectNode();
    content.facets().forEach(facets::set);
    return facets;
  }

  static Content content(String facets, byte[] personal) {
    Map<String, ObjectNode> byName =
        object(facets).properties().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, facet -> (ObjectNode) facet.getValue()));
    return Content.of(byName, object(new String(personal, StandardCharsets.UTF_8)));
  }

  static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a stored JSON object", e);
    }
  }
}
