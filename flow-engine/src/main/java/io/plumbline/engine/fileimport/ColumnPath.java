package io.plumbline.engine.fileimport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a column's value stands in the vendor's payload, as mapping files spell it: {@code
 * shipping_address.zip}, or with a list's place {@code line_items[0].sku}.
 */
record ColumnPath(List<Step> steps) {

  /** Deeper than any vendor nests an order; each place may cost a thousand empty ones. */
  private static final int DEEPEST = 12;

  private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)(?:\\[([0-9]{1,3})])?");

  ColumnPath {
    steps = List.copyOf(steps);
  }

  /**
   * One name on the way.
   *
   * @param place in the list of that name, below zero where it is none
   */
  record Step(String name, int place) {}

  static ColumnPath parse(String header) {
    List<Step> steps = new ArrayList<>();
    for (String part : header.strip().split("\\.", -1)) {
      var match = STEP.matcher(part);
      if (!match.matches()) {
        throw new UnreadableFile(
            "expected a column named by a path such as line_items[0].sku, found '%s'. GET /api/mappings names the paths that are read."
                .formatted(Text.shown(header)));
      }
      steps.add(
          new Step(match.group(1), match.group(2) == null ? -1 : Integer.parseInt(match.group(2))));
    }
    if (steps.size() > DEEPEST) {
      throw new UnreadableFile(
          "expected a column of at most %d names with dots between, found %d in '%s'."
              .formatted(DEEPEST, steps.size(), Text.shown(header)));
    }
    return new ColumnPath(steps);
  }

  /**
   * Every place that it makes of a payload, from the outside in, with what stands there: a list, an
   * object or a value. Two columns fit one payload where they say the same of all.
   */
  Map<String, String> shape() {
    Map<String, String> shape = new LinkedHashMap<>();
    String path = "";
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      String inside = at == steps.size() - 1 ? "value" : "object";
      path = path + "." + step.name();
      if (step.place() >= 0) {
        shape.put(path, "list");
        path = path + "[" + step.place() + "]";
      }
      shape.put(path, inside);
    }
    return shape;
  }

  void put(ObjectNode payload, String value) {
    ObjectNode at = payload;
    for (Step step : steps.subList(0, steps.size() - 1)) {
      at = step.place() < 0 ? at.withObjectProperty(step.name()) : element(at, step);
    }
    Step last = steps.getLast();
    if (last.place() < 0) {
      at.put(last.name(), value);
    } else {
      reach(at, last).set(last.place(), value);
    }
  }

  private static ObjectNode element(ObjectNode at, Step step) {
    ArrayNode list = reach(at, step);
    if (list.get(step.place()) instanceof ObjectNode there) {
      return there;
    }
    ObjectNode made = list.objectNode();
    list.set(step.place(), made);
    return made;
  }

  private static ArrayNode reach(ObjectNode at, Step step) {
    ArrayNode list = at.withArrayProperty(step.name());
    while (list.size() <= step.place()) {
      list.addNull();
    }
    return list;
  }

  /** Places that no value was put at are no elements. */
  static void close(JsonNode node) {
    if (node instanceof ArrayNode list) {
      for (int place = list.size() - 1; place >= 0; place--) {
        if (list.get(place).isNull()) {
          list.remove(place);
        }
      }
    }
    node.forEach(ColumnPath::close);
  }
}
