package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What buyers and staff do in the emulated storefront. */
record Shopfront(Control control, String connection) {

  static final String CONNECTION = "shopify-eu";

  private static final AtomicInteger NUMBERS = new AtomicInteger(7_000);

  /** An order as the shop gave it out. */
  record Placed(String connection, String id, String number, JsonNode payload) {

    /** The first thing that is said of an order names it. */
    String key() {
      return connection + ":" + id;
    }

    /** What the shop calls its n-th line, from nought. */
    String line(int n) {
      return payload.path("line_items").path(n).path("id").asText();
    }
  }

  Placed sells(String sku) {
    return places(
        """
        {"number": "%s", "channel": "web", "currency": "GBP", "taxRate": "0.2", "taxesIncluded": true,
         "shipping": "4.95", "lines": [{"sku": "%s", "quantity": 6, "unitPrice": "2.55"}]}
        """
            .formatted(number(), sku));
  }

  Placed places(String order) {
    var placed = control.post("/orders", order);
    return new Placed(
        connection,
        placed.path("id").asText(),
        placed.path("name").asText().substring(1),
        placed.path("order"));
  }

  JsonNode order(Placed order) {
    return control.get("/orders/" + order.id());
  }

  /** Those that stand. */
  List<JsonNode> fulfilments(Placed order) {
    var standing = new ArrayList<JsonNode>();
    for (var made : order(order).path("fulfillments")) {
      if (!made.path("status").asText().equals("cancelled")) {
        standing.add(made);
      }
    }
    return standing;
  }

  List<String> tracking(Placed order) {
    return fulfilments(order).stream().map(made -> made.path("tracking_number").asText()).toList();
  }

  void does(Placed order, String action, String json) {
    control.post("/orders/" + order.id() + "/" + action, json);
  }

  void cancels(Placed order) {
    does(order, "cancel", "{\"reason\": \"customer\"}");
  }

  static String number() {
    return "" + NUMBERS.incrementAndGet();
  }
}
