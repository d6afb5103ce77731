package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Rows for every element of a list, such as an order's lines.
 *
 * @param into the canonical path that holds them by key
 * @param over the source path of the list
 * @param key gives each element its id, and must be there
 * @param unless leaves out the elements where it holds
 */
record MappingEach(
    String into,
    SourcePath over,
    MappingRow key,
    Optional<MappingRow.Choice> unless,
    List<MappingRow> rows) {

  static MappingEach parse(JsonNode yaml) {
    String into = yaml.path("into").asText();
    try {
      return parse(new Written(yaml).only("into", "over", "key", "unless", "rows"), yaml);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("each '%s': %s".formatted(into, e.getMessage()), e);
    }
  }

  private static MappingEach parse(Written written, JsonNode yaml) {
    String into = written.text("into");
    JsonNode key = yaml.path("key");
    if (!key.isObject()) {
      written.text("key");
    }
    var keyRow = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    if (key.isObject()) {
      keyRow.setAll((com.fasterxml.jackson.databind.node.ObjectNode) key);
    } else {
      keyRow.set("from", key);
    }
    keyRow.put("field", into + ".<key>").put("required", true);
    return new MappingEach(
        into,
        SourcePath.parse(written.text("over")),
        MappingRow.parse(keyRow),
        Optional.ofNullable(yaml.get("unless")).map(MappingRow.Choice::unless),
        written.list("rows").map(MappingRow::parse).toList());
  }

  /** The elements; a path to a list and a path to its elements mean the same. */
  List<JsonNode> elements(JsonNode payload) {
    return over.in(payload).stream()
        .flatMap(node ->
            node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                : java.util.stream.Stream.of(node))
        .filter(element -> unless.isEmpty() || !unless.get().applies(element))
        .toList();
  }
}
