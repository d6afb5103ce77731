package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names an order's lines by the id they have in the system that sold it, and by their own. */
final class ShipHeroLines {

  private static final String KEY = "line_key";

  private ShipHeroLines() {}

  /**
   * The payload with a key on every line whose id at the seller is taken already: ShipHero adds the
   * same line a second time without a word, and both must show.
   */
  static ObjectNode keyed(ObjectNode payload) {
    var copy = payload.deepCopy();
    Set<String> taken = new HashSet<>();
    for (var node : ShipHeroOrders.nodes(copy.path("line_items"))) {
      if (node instanceof ObjectNode line && !taken.add(name(line))) {
        line.put(KEY, name(line) + "/" + line.path("id").asText());
      }
    }
    return copy;
  }

  /** The first line of each name, by its own id. */
  static Map<String, String> namesById(JsonNode order) {
    Map<String, String> names = new HashMap<>();
    for (var line : ShipHeroOrders.nodes(order.path("line_items"))) {
      names.put(line.path("id").asText(), name(line));
    }
    return names;
  }

  /** The first line of each name. */
  static Map<String, JsonNode> byName(JsonNode order) {
    Map<String, JsonNode> lines = new HashMap<>();
    for (var line : ShipHeroOrders.nodes(order.path("line_items"))) {
      lines.putIfAbsent(name(line), line);
    }
    return lines;
  }

  static String name(JsonNode line) {
    var partner = line.path("partner_line_item_id").asText("").strip();
    return partner.isEmpty() || partner.equals("null") ? line.path("id").asText() : partner;
  }
}
