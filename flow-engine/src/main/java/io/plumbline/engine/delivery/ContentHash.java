package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;

/** Equal for equal content, in whatever order its fields were set. */
final class ContentHash {

  private ContentHash() {}

  static byte[] of(Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      content.facets().forEach((facet, fields) -> add(digest, facet, fields));
      add(digest, "", content.personal());
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, String path, JsonNode node) {
    if (node instanceof ObjectNode fields) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      fields.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      sorted.forEach((name, value) -> add(digest, path + '\u0001' + name, value));
    } else {
      digest.update((path + '\u0002' + node + '\u0003').getBytes(StandardCharsets.UTF_8));
    }
  }
}
