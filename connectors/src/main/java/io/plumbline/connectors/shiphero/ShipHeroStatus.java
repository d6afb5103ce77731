package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.observation.Decimals;
import java.math.BigDecimal;
import java.util.Locale;

/** How far an order is, as its own status and its lines say. */
final class ShipHeroStatus {

  private ShipHeroStatus() {}

  /** Spelt with one l or two, by account and by age. */
  static boolean isCancelled(JsonNode order) {
    return of(order).startsWith("cancel");
  }

  /** Every account names states of its own; what left the warehouse is told by the lines. */
  static String fulfilment(JsonNode order) {
    if (of(order).equals("fulfilled")) {
      return "fulfilled";
    }
    var shipped = BigDecimal.ZERO;
    var wanted = BigDecimal.ZERO;
    for (var line : ShipHeroOrders.nodes(order.path("line_items"))) {
      shipped = shipped.add(number(line.path("quantity_shipped")));
      wanted = wanted.add(number(line.path("quantity")));
    }
    if (shipped.signum() == 0) {
      return "unfulfilled";
    }
    return shipped.compareTo(wanted) < 0 ? "partial" : "fulfilled";
  }

  /** Numbers come as numbers and as text. */
  static BigDecimal number(JsonNode node) {
    try {
      return Decimals.of(node.asText("").strip());
    } catch (NumberFormatException e) {
      return BigDecimal.ZERO;
    }
  }

  private static String of(JsonNode order) {
    return order.path("fulfillment_status").asText("").strip().toLowerCase(Locale.ROOT);
  }
}
