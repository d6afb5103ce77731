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

  /** Staff bill so many of an order's first line under that name. */
  void bill(Placed order, String name, int quantity) {
    does(
        order,
        "bill",
        "{\"externalId\": \"%s\", \"lines\": [{\"line\": 1, \"quantity\": %d}]}"
            .formatted(name, quantity));
  }

  /** Staff credit so many of what that invoice has of it. */
  void credit(Placed order, String invoice, int quantity) {
    does(
        order,
        "credit",
        "{\"invoice\": \"%s\", \"lines\": [{\"line\": 1, \"quantity\": %d}]}"
            .formatted(invoice, quantity));
  }

  private void does(Placed order, String action, String json) {
    control.post("/salesOrders/" + one(order).path("id").asText() + "/" + action, json);
  }

  List<String> tracking(Placed order) {
    var numbers = new ArrayList<String>();
    for (var shipment : shipments(order)) {
      numbers.add(shipment.at("/package/items/0/packageTrackingNumber").asText());
    }
    return numbers;
  }
}
