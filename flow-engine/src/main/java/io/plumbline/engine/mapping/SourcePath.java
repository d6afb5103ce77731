package io.plumbline.engine.mapping;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Where a value stands in a payload: field names with dots between, {@code []} for every element of
 * a list, {@code [0]} for one of them, {@code |} between alternatives of which the first present
 * one counts.
 */
record SourcePath(String text, List<List<String>> alternatives) {

  private static final Pattern PLACE = Pattern.compile("\\[[0-9]{0,4}]");

  static SourcePath parse(String text) {
    return new SourcePath(text, Stream.of(text.split("\\|", -1)).map(SourcePath::steps).toList());
  }

  /** The values found; none where the payload does not say, null being nothing said. */
  List<JsonNode> in(JsonNode payload) {
    for (List<String> alternative : alternatives) {
      var found = follow(payload, alternative);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /** What it reads, with any place of a list for each of them: {@code line_items[].sku}. */
  Stream<String> shapes() {
    return alternatives.stream()
        .map(steps -> String.join(".", steps).replaceAll("\\[\\d+]", "[]").replace(".[", "["));
  }

  /** What it leads to, one by one: a path to a list and a path to its elements mean the same. */
  List<JsonNode> elements(JsonNode payload) {
    return in(payload).stream()
        .flatMap(node ->
            node.isArray() ? StreamSupport.stream(node.spliterator(), false) : Stream.of(node))
        .toList();
  }

  /** The same from where that list stands, in each of its elements. */
  SourcePath within(SourcePath list) {
    return parse(
        list.parts()
            .map(outer -> outer.endsWith("[]") ? outer : outer + "[]")
            .flatMap(each -> parts().map(inner -> each + "." + inner))
            .collect(joining("|")));
  }

  private Stream<String> parts() {
    return Stream.of(text.split("\\|", -1)).map(String::strip);
  }

  private static List<JsonNode> follow(JsonNode payload, List<String> steps) {
    List<JsonNode> at = List.of(payload);
    for (String step : steps) {
      List<JsonNode> next = new ArrayList<>();
      at.forEach(node -> step(node, step, next));
      at = next;
    }
    return at.stream().filter(SourcePath::says).toList();
  }

  private static void step(JsonNode node, String step, List<JsonNode> next) {
    if (step.equals("[]")) {
      node.forEach(next::add);
    } else if (step.startsWith("[")) {
      next.add(node.path(Integer.parseInt(step.substring(1, step.length() - 1))));
    } else {
      next.add(node.path(step));
    }
  }

  private static boolean says(JsonNode node) {
    return !node.isMissingNode()
        && !node.isNull()
        && !(node.isTextual() && node.asText().isBlank());
  }

  private static List<String> steps(String alternative) {
    List<String> steps = new ArrayList<>();
    for (String part : alternative.strip().replace("[", ".[").split("\\.", -1)) {
      if (part.startsWith("[") && !PLACE.matcher(part).matches()) {
        throw new IllegalArgumentException(
            "expected [] for each element of a list or a place in it such as [0], found '%s' in '%s'."
                .formatted(part, alternative.strip()));
      }
      if (!part.isEmpty()) {
        steps.add(part);
      }
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("expected a path in the payload, found none.");
    }
    return List.copyOf(steps);
  }
}
