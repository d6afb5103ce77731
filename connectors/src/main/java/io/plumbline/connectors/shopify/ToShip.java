package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an order's fulfilment orders still ask for.
 *
 * @param items of those that may be shipped now
 * @param waiting units by line of those that may not, such as on hold
 */
record ToShip(List<Item> items, Map<String, Integer> waiting) {

  private static final Set<String> SHIPPABLE = Set.of("OPEN", "IN_PROGRESS");

  ToShip {
    items = List.copyOf(items);
    waiting = Map.copyOf(waiting);
  }

  /**
   * Units of a line at a location.
   *
   * @param location its name, which is all that can be read without another scope
   */
  record Item(String fulfilmentOrder, String id, String location, String line, int remaining) {}

  static ToShip in(Iterable<JsonNode> fulfilmentOrders) {
    var items = new ArrayList<Item>();
    var waiting = new TreeMap<String, Integer>();
    for (var order : fulfilmentOrders) {
      for (var node : order.path("lineItems").path("nodes")) {
        var item = item(order, node);
        if (SHIPPABLE.contains(order.path("status").asText())) {
          items.add(item);
        } else {
          Units.add(waiting, item.line(), item.remaining());
        }
      }
    }
    return new ToShip(items, waiting);
  }

  private static Item item(JsonNode order, JsonNode node) {
    return new Item(
        order.path("id").asText(),
        node.path("id").asText(),
        order.path("assignedLocation").path("name").asText(""),
        ShopifyIds.number(node.path("lineItem").path("id")).orElse(""),
        node.path("remainingQuantity").asInt());
  }

  int remaining(String line) {
    return items.stream().filter(item -> item.line().equals(line)).mapToInt(Item::remaining).sum();
  }

  /**
   * Which units to take from where. A call ships from one location, so there is one list for each,
   * beginning with the location that has most of them.
   */
  List<Taken> take(Map<String, Integer> lines) {
    var taken = new ArrayList<Taken>();
    Map<String, Integer> left = new TreeMap<>(lines);
    while (!left.isEmpty()) {
      var wanted = left;
      var best =
          items.stream()
              .map(Item::location)
              .distinct()
              .map(location -> at(location, wanted))
              .max(Comparator.comparingInt(Taken::units))
              .filter(most -> most.units() > 0);
      if (best.isEmpty()) {
        return taken;
      }
      taken.add(best.get());
      left = Units.less(left, best.get().lines());
    }
    return taken;
  }

  private Taken at(String location, Map<String, Integer> wanted) {
    var left = new TreeMap<>(wanted);
    var units = new LinkedHashMap<Item, Integer>();
    for (var item : items) {
      var count = Math.min(item.remaining(), left.getOrDefault(item.line(), 0));
      if (item.location().equals(location) && count > 0) {
        units.put(item, count);
        Units.add(left, item.line(), -count);
      }
    }
    return new Taken(units);
  }

  /** Units of one location. */
  record Taken(Map<Item, Integer> byItem) {

    int units() {
      return byItem.values().stream().mapToInt(Integer::intValue).sum();
    }

    Map<String, Integer> lines() {
      var lines = new TreeMap<String, Integer>();
      byItem.forEach((item, count) -> Units.add(lines, item.line(), count));
      return lines;
    }

    /** As {@code lineItemsByFulfillmentOrder}. */
    ArrayNode asked() {
      var byOrder = new LinkedHashMap<String, ObjectNode>();
      byItem.forEach((item, count) ->
          byOrder
              .computeIfAbsent(
                  item.fulfilmentOrder(), id -> Json.object().put("fulfillmentOrderId", id))
              .withArrayProperty("fulfillmentOrderLineItems")
              .addObject()
              .put("id", item.id())
              .put("quantity", count));
      return Json.object().putArray("asked").addAll(byOrder.values());
    }
  }
}
