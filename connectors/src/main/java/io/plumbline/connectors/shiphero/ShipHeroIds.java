package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What a webhook calls the order it is about. Not every one carries the order's id: such an order
 * goes by our reference or its number until it is read.
 */
final class ShipHeroIds {

  static final String BY_REFERENCE = "partner_order_id/";
  static final String BY_NUMBER = "order_number/";

  private static final String ID = "[A-Za-z0-9+/_=-]{4,200}";

  private ShipHeroIds() {}

  /** The name by which {@link ShipHeroOrders#fetch} finds the order; empty where there is none. */
  static Optional<String> ofOrder(JsonNode webhook) {
    for (var place : List.of(webhook.path("fulfillment"), webhook)) {
      var name = uuid(place).or(() -> numbered(place)).or(() -> named(place));
      if (name.isPresent()) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> uuid(JsonNode place) {
    return text(place, "order_uuid").filter(id -> id.matches(ID));
  }

  /** An id is the base64 of its type and number. */
  private static Optional<String> numbered(JsonNode place) {
    return text(place, "order_id")
        .filter(number -> number.matches("[0-9]{1,20}"))
        .map(number ->
            Base64.getEncoder()
                .encodeToString(("Order:" + number).getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> named(JsonNode place) {
    return text(place, "partner_order_id")
        .map(BY_REFERENCE::concat)
        .or(() -> text(place, "order_number").map(BY_NUMBER::concat));
  }

  private static Optional<String> text(JsonNode place, String field) {
    return Optional.of(place.path(field).asText("").strip())
        .filter(text -> !text.isEmpty() && !text.equals("null"));
  }
}
