package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Pairs the lines that ought to be with those that are, by the storefront's line id. */
final class SalesOrderLines {

  private static final List<String> SENT = List.of("sku", "quantity", "unitPrice");

  private SalesOrderLines() {}

  static boolean differ(JsonNode desired, JsonNode current) {
    Map<String, JsonNode> there = new HashMap<>();
    current.forEach(line -> there.put(line.path("reference").asText(""), line));
    // Two lines of one reference, or one without: somebody else's line among ours.
    if (there.size() != current.size() || desired.size() != current.size()) {
      return true;
    }
    return desired.properties().stream()
        .anyMatch(entry -> {
          var line = there.get(reference(entry));
          return line == null || differs(entry.getValue(), line);
        });
  }

  private static String reference(Map.Entry<String, JsonNode> line) {
    return line.getValue().path("reference").asText(line.getKey());
  }

  private static boolean differs(JsonNode desired, JsonNode current) {
    return !desired.path("sku").asText("").equals(current.path("sku").asText(""))
        || differsIn("quantity", desired, current)
        || differsIn("unitPrice", desired, current);
  }

  private static boolean differsIn(String number, JsonNode desired, JsonNode current) {
    return decimal(desired, number).compareTo(decimal(current, number)) != 0;
  }

  private static BigDecimal decimal(JsonNode line, String number) {
    return new BigDecimal(line.path(number).asText("0"));
  }

  /** The fields of the lines as sent, by path. */
  static void note(ObjectNode sent, JsonNode lines) {
    lines
        .properties()
        .forEach(line ->
            SENT.stream()
                .filter(line.getValue()::has)
                .forEach(field ->
                    sent.set(
                        "commercial.lines." + line.getKey() + "." + field,
                        line.getValue().get(field))));
  }
}
