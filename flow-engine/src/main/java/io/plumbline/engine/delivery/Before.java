package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The state before a write, as journalled: what a rollback restores. */
final class Before {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Before() {}

  static byte[] bytes(Reading reading) {
    ObjectNode facets = JsonNodeFactory.instance.objectNode();
    reading.content().facets().forEach(facets::set);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("externalId", reading.externalId());
    node.put("sourceTime", reading.sourceTime().toString());
    node.put("occurredAt", reading.occurredAt().toString());
    node.put("deleted", reading.deleted());
    node.put("mapping", reading.mapping());
    node.set("facets", facets);
    node.set("personal", reading.content().personal());
    return node.toString().getBytes(StandardCharsets.UTF_8);
  }

  static Reading reading(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      Map<String, ObjectNode> facets =
          node.path("facets").properties().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, facet -> (ObjectNode) facet.getValue()));
      return new Reading(
          node.path("externalId").asText(),
          Set.of(),
          Instant.parse(node.path("sourceTime").asText()),
          Instant.parse(node.path("occurredAt").asText()),
          node.path("deleted").asBoolean(),
          Content.of(facets, (ObjectNode) node.path("personal")),
          node.path("mapping").asText());
    } catch (IOException e) {
      throw new UncheckedIOException("expected a journalled state", e);
    }
  }
}
