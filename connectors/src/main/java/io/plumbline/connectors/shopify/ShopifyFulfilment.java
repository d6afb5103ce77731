package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A fulfilment out of either shape.
 *
 * @param numbers the tracking numbers of its parcels, the first one first
 * @param lines units by the number of the order's line
 */
record ShopifyFulfilment(String id, List<String> numbers, Map<String, Integer> lines) {

  /** Nothing left the shop by these, or it was taken back. */
  private static final Set<String> VOID = Set.of("cancelled", "error", "failure");

  ShopifyFulfilment {
    numbers = List.copyOf(numbers);
    lines = Map.copyOf(lines);
  }

  /** Those that count, oldest first. */
  static List<ShopifyFulfilment> in(JsonNode order) {
    var found = new ArrayList<ShopifyFulfilment>();
    for (var node : order.path("fulfillments")) {
      if (!VOID.contains(node.path("status").asText("").toLowerCase(Locale.ROOT))) {
        ShopifyIds.number(node.path("id"))
            .ifPresent(id -> found.add(new ShopifyFulfilment(id, numbers(node), lines(node))));
      }
    }
    found.sort(
        Comparator.comparingInt((ShopifyFulfilment each) -> each.id().length())
            .thenComparing(ShopifyFulfilment::id));
    return List.copyOf(found);
  }

  /**
   * What the shipment is called: Shopify keeps no name of ours, and a tracking number is known
   * before the call that makes the fulfilment.
   */
  String key() {
    return numbers.isEmpty() ? id : numbers.getFirst();
  }

  private static List<String> numbers(JsonNode node) {
    var numbers = new ArrayList<String>();
    node.path("trackingInfo").forEach(parcel -> add(numbers, parcel.path("number")));
    node.path("tracking_numbers").forEach(number -> add(numbers, number));
    add(numbers, node.path("tracking_number"));
    return numbers;
  }

  private static void add(List<String> numbers, JsonNode number) {
    var text = number.asText("").strip();
    if (!number.isNull() && !text.isEmpty() && !numbers.contains(text)) {
      numbers.add(text);
    }
  }

  private static Map<String, Integer> lines(JsonNode node) {
    var lines = new TreeMap<String, Integer>();
    for (var item : node.path("line_items")) {
      count(lines, item.path("id"), item);
    }
    for (var item : node.path("fulfillmentLineItems").path("nodes")) {
      count(lines, item.path("lineItem").path("id"), item);
    }
    return lines;
  }

  private static void count(Map<String, Integer> lines, JsonNode id, JsonNode item) {
    var units = item.path("quantity").asInt();
    ShopifyIds.number(id).filter(_ -> units > 0).ifPresent(line -> Units.add(lines, line, units));
  }
}
