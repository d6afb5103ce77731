package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.atomic.AtomicInteger;

/** What buyers and staff do in the emulated storefront. */
record Shopfront(Control control) {

  static final String CONNECTION = "shopify-eu";

  private static final AtomicInteger NUMBERS = new AtomicInteger(7_000);

  /** An order as the shop gave it out. */
  record Placed(String id, String number, JsonNode payload) {

    /** The first thing that is said of an order names it. */
    String key() {
      return CONNECTION + ":" + id;
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
        placed.path("id").asText(),
        placed.path("name").asText().substring(1),
        placed.path("order"));
  }

  void cancels(Placed order) {
    control.post("/orders/" + order.id() + "/cancel", "{\"reason\": \"customer\"}");
  }

  static String number() {
    return "" + NUMBERS.incrementAndGet();
  }
}
