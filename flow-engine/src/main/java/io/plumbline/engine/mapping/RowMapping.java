package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A mapping as its file says it. */
final class RowMapping implements Mapping {

  private static final int TOLD = 10;

  /** Of a payload that no row reads, the first few tell enough. */
  private static final int SHOWN = 500;

  private final String id;
  private final String label;
  private final Unkept unkept;
  private final List<MappingRow> rows;
  private final List<MappingEach> lists;
  private final List<MappingRow> personal;
  private final List<SourcePath> ignored;

  /**
   * Reads the parsed file.
   *
   * @throws IllegalArgumentException naming the row that is not understood
   */
  RowMapping(String id, JsonNode yaml, Unkept unkept) {
    if (!yaml.path("mapping").asText().equals(id)) {
      throw new IllegalArgumentException(
          "mapping: expected '%s' as the file's name says, found '%s'"
              .formatted(id, yaml.path("mapping").asText()));
    }
    var written =
        new Written(yaml).only("mapping", "version", "rows", "each", "personal", "ignored");
    this.id = id;
    this.label = id + "@" + yaml.path("version").asInt(1);
    this.unkept = unkept;
    this.rows = written.list("rows").map(MappingRow::parse).toList();
    this.lists = written.list("each").map(MappingEach::parse).toList();
    this.personal = written.list("personal").map(MappingRow::parse).toList();
    this.ignored = written.list("ignored").map(path -> SourcePath.parse(path.asText())).toList();
    rows.forEach(row -> inFacet("row '%s': field".formatted(row.field()), row.field()));
    lists.forEach(list -> inFacet("each '%s': into".formatted(list.into()), list.into()));
  }

  String id() {
    return id;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public Content read(JsonNode payload) throws Unusable {
    Outcome outcome = outcome(payload);
    if (!outcome.problems().isEmpty()) {
      throw new Unusable(label + ": " + told(outcome.problems()));
    }
    outcome.remarks().forEach(remark -> unkept.told(label, remark.field()));
    return outcome.content();
  }

  /** Of a list of thousands that are all wrong, the first few tell enough. */
  private static String told(List<String> problems) {
    int left = problems.size() - TOLD;
    String first = String.join("; ", problems.subList(0, Math.min(TOLD, problems.size())));
    return left > 0 ? first + "; and %d more".formatted(left) : first;
  }

  @Override
  public List<Described> describe() {
    Stream<Described> plain = rows.stream().map(row -> Described.of("", row, false));
    Stream<Described> each = lists.stream().flatMap(MappingEach::describe);
    Stream<Described> secret = personal.stream().map(row -> Described.of("", row, true));
    return Stream.of(plain, each, secret).flatMap(rows -> rows).toList();
  }

  @Override
  public Preview preview(JsonNode payload) {
    Outcome outcome = outcome(payload);
    return new Preview(
        label,
        outcome.content().facets(),
        outcome.content().personal(),
        Stream.concat(
                outcome.problems().stream(), outcome.remarks().stream().map(Remark::explanation))
            .toList(),
        outcome.unmatched(),
        unread(payload));
  }

  private Outcome outcome(JsonNode payload) {
    var outcome =
        new Outcome(
            new HashMap<>(),
            JsonNodeFactory.instance.objectNode(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
    fill(outcome, outcome::facetField, rows, payload, false);
    fill(outcome, (path, value) -> put(outcome.personal(), path, value), personal, payload, true);
    lists.forEach(list -> fillEach(outcome, list, payload));
    return outcome;
  }

  private static void fill(
      Outcome outcome, Sink sink, List<MappingRow> rows, JsonNode payload, boolean discreet) {
    Function<Misfit, String> told = discreet ? Misfit::discreet : Misfit::explanation;
    for (MappingRow row : rows) {
      try {
        row.read(
                payload,
                (e, done) ->
                    outcome
                        .remarks()
                        .add(new Remark(row.field(), "%s. %s".formatted(told.apply(e), done))))
            .ifPresentOrElse(
                value -> sink.put(row.field(), value), () -> outcome.unmatched().add(row.field()));
      } catch (Misfit e) {
        outcome.problems().add(told.apply(e));
      }
    }
  }

  private static void fillEach(Outcome outcome, MappingEach list, JsonNode payload) {
    ObjectNode byKey = JsonNodeFactory.instance.objectNode();
    for (JsonNode element : list.elements(payload)) {
      ObjectNode fields = JsonNodeFactory.instance.objectNode();
      try {
        String key = list.key().read(element).orElseThrow().asText();
        if (byKey.has(key)) {
          throw new Misfit(
              list.into(), list.over().text(), "one element per key", Text.shown(key) + " twice");
        }
        byKey.set(key, fields);
      } catch (Misfit e) {
        outcome.problems().add(e.explanation());
      }
      fill(outcome, (path, value) -> put(fields, path, value), list.rows(), element, false);
      list.lines().ifPresent(lines -> fillLines(outcome, fields, lines, element));
    }
    outcome.facetField(list.into(), byKey);
  }

  private static void fillLines(
      Outcome outcome, ObjectNode fields, MappingLines lines, JsonNode element) {
    try {
      lines
          .read(element)
          .ifPresentOrElse(
              held -> fields.set(MappingLines.FIELD, held),
              () -> outcome.unmatched().add(MappingLines.FIELD));
    } catch (Misfit e) {
      outcome.problems().add(e.explanation());
    }
  }

  /** Payload fields that no row reads and nobody ignores on purpose: schema drift. */
  private List<String> unread(JsonNode payload) {
    Set<String> read =
        Stream.of(
                rows.stream().flatMap(MappingRow::paths),
                personal.stream().flatMap(MappingRow::paths),
                ignored.stream(),
                lists.stream().flatMap(MappingEach::paths))
            .flatMap(paths -> paths)
            .flatMap(SourcePath::shapes)
            .collect(Collectors.toUnmodifiableSet());
    return leaves("", payload)
        .distinct()
        .filter(leaf -> !isRead(leaf, read))
        .sorted()
        .limit(SHOWN)
        .toList();
  }

  /** A row that reads a field reads all of it. */
  private static boolean isRead(String leaf, Set<String> read) {
    return IntStream.rangeClosed(1, leaf.length())
        .filter(end -> end == leaf.length() || leaf.charAt(end) == '.' || leaf.charAt(end) == '[')
        .anyMatch(end -> read.contains(leaf.substring(0, end)));
  }

  private static Stream<String> leaves(String path, JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .flatMap(field ->
              leaves(
                  (path.isEmpty() ? "" : path + ".") + Text.shown(field.getKey()),
                  field.getValue()));
    }
    if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .flatMap(element -> leaves(path + "[]", element));
    }
    return node.isNull() ? Stream.empty() : Stream.of(path);
  }

  private static void put(ObjectNode into, String path, JsonNode value) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      into.set(path, value);
    } else {
      put(into.withObjectProperty(path.substring(0, dot)), path.substring(dot + 1), value);
    }
  }

  private static void inFacet(String where, String path) {
    if (path.indexOf('.') < 1 || path.endsWith(".")) {
      throw new IllegalArgumentException(
          "%s: expected facet.field such as commercial.total, found '%s'".formatted(where, path));
    }
  }

  /** Takes a value to its canonical path. */
  private interface Sink {
    void put(String path, JsonNode value);
  }

  /** What was done to text that could not be kept. */
  private record Remark(String field, String explanation) {}

  /**
   * What was read.
   *
   * @param problems what makes the payload unusable
   * @param remarks what it can be used without
   */
  private record Outcome(
      Map<String, ObjectNode> facets,
      ObjectNode personal,
      List<String> problems,
      List<Remark> remarks,
      List<String> unmatched) {

    void facetField(String path, JsonNode value) {
      int dot = path.indexOf('.');
      RowMapping.put(
          facets.computeIfAbsent(
              path.substring(0, dot), facet -> JsonNodeFactory.instance.objectNode()),
          path.substring(dot + 1),
          value);
    }

    Content content() {
      return Content.of(facets, personal);
    }
  }
}
