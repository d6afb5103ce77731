package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import java.util.ArrayList;
import java.util.List;

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

  /** The one sales order; there has to be one. */
  JsonNode one(Placed order) {
    var found = of(order);
    assertThat(found).as("sales orders of %s", order.key()).hasSize(1);
    return found.get(0);
  }

  JsonNode shipments(Placed order) {
    return one(order).path("children").path("itemFulfillment");
  }

  List<String> tracking(Placed order) {
    var numbers = new ArrayList<String>();
    for (var shipment : shipments(order)) {
      numbers.add(shipment.at("/package/items/0/packageTrackingNumber").asText());
    }
    return numbers;
  }
}
