package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.mapping.Mapping.Described;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows for every element of a list, such as an order's lines.
 *
 * @param into the canonical path that holds them by key
 * @param over the source path of the list
 * @param key gives each element its id, and must be there
 * @param unless leaves out the elements where it holds
 * @param lines what each of them holds of the order, where it says so
 */
record MappingEach(
    String into,
    SourcePath over,
    MappingRow key,
    Optional<MappingRow.Choice> unless,
    List<MappingRow> rows,
    Optional<MappingLines> lines) {

  static MappingEach parse(JsonNode yaml) {
    String into = yaml.path("into").asText();
    try {
      return parse(
          new Written(yaml).only("into", "over", "key", "unless", "rows", MappingLines.FIELD),
          yaml);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("each '%s': %s".formatted(into, e.getMessage()), e);
    }
  }

  private static MappingEach parse(Written written, JsonNode yaml) {
    String into = written.text("into");
    return new MappingEach(
        into,
        SourcePath.parse(written.text("over")),
        MappingRow.needed(into + ".<key>", written, "key", ValueType.TEXT),
        Optional.ofNullable(yaml.get("unless")).map(MappingRow.Choice::unless),
        written.list("rows").map(MappingRow::parse).toList(),
        MappingLines.parse(yaml, into));
  }

  List<JsonNode> elements(JsonNode payload) {
    return over.elements(payload).stream()
        .filter(element -> unless.isEmpty() || !unless.get().applies(element))
        .toList();
  }

  /** Its rows, as documentation shows them. */
  Stream<Described> describe() {
    String under = over.text() + "[].";
    return Stream.of(
            Stream.of(Described.of(under, key, false)),
            rows.stream().map(row -> Described.of(under, row, false).under(into + ".<key>.")),
            lines.stream()
                .flatMap(held ->
                    held.rows().stream()
                        .map(row -> Described.of(under + held.over().text() + "[].", row, false))))
        .flatMap(described -> described);
  }

  /** All that is read of the payload, from its root. */
  Stream<SourcePath> paths() {
    return Stream.of(
            Stream.concat(Stream.of(key), rows.stream()).flatMap(MappingRow::paths),
            unless.stream().flatMap(MappingRow.Choice::paths),
            lines.stream().flatMap(MappingLines::paths))
        .flatMap(paths -> paths)
        .map(path -> path.within(over));
  }
}
