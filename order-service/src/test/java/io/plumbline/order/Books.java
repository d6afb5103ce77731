package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;

/** What stands in the emulated ERP. */
record Books(Control control) {

  static final String CONNECTION = "netsuite";

  void know(String... skus) {
    control.post("/items", "{\"skus\": [\"" + String.join("\", \"", skus) + "\"]}");
  }

  /** The sales orders that carry the order's reference. */
  JsonNode of(Placed order) {
    return control.get("/salesOrders?externalId=" + order.key()).path("items");
  }
}
