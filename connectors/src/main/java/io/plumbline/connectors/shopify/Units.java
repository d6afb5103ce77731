package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** Counts of goods by the number of the order's line; Shopify knows whole ones only. */
final class Units {

  private Units() {}

  static void add(Map<String, Integer> into, String line, int units) {
    into.merge(line, units, (some, more) -> Math.clamp((long) some + more, 0, Integer.MAX_VALUE));
  }

  static void addAll(Map<String, Integer> into, Map<String, Integer> units) {
    units.forEach((line, more) -> add(into, line, more));
  }

  /** What is left of some units when others are taken away; no line of it is zero. */
  static Map<String, Integer> less(Map<String, Integer> units, Map<String, Integer> others) {
    var left = new TreeMap<String, Integer>();
    units.forEach((line, count) -> {
      var rest = count - Math.max(0, others.getOrDefault(line, 0));
      if (rest > 0) {
        left.put(line, rest);
      }
    });
    return left;
  }

  static Map<String, Integer> of(JsonNode quantities) {
    var units = new TreeMap<String, Integer>();
    quantities
        .properties()
        .forEach(line -> {
          var count = whole(line.getKey(), line.getValue());
          if (count > 0) {
            units.put(line.getKey(), count);
          }
        });
    return units;
  }

  static ObjectNode json(Map<String, Integer> units) {
    var json = Json.object();
    new TreeMap<>(units).forEach((line, count) -> json.put(line, Integer.toString(count)));
    return json;
  }

  private static int whole(String line, JsonNode quantity) {
    try {
      return new BigDecimal(quantity.asText("0")).intValueExact();
    } catch (NumberFormatException | ArithmeticException e) {
      throw new CallFailed(
          Kind.REJECTED,
          "Line %s: expected whole units, found '%s'.".formatted(line, quantity.asText()),
          null,
          e);
    }
  }
}
