package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    return children(order, "itemFulfillment");
  }

  JsonNode deposits(Placed order) {
    return children(order, "customerDeposit");
  }

  private JsonNode children(Placed order, String kind) {
    return one(order).path("children").path(kind);
  }

  /** Every invoice of an order: its name, and how much it bills of each line of the shop. */
  List<String> invoices(Placed order) {
    var ledger = new Ledger(one(order));
    assertThat(ledger.doubled()).as("children of %s under one name", order.key()).isEmpty();
    return ledger.invoices().entrySet().stream()
        .map(made -> made.getKey().replaceFirst(" ", ":inv:") + " " + made.getValue())
        .toList();
  }

  /** What we call the invoice of that shipment. */
  static String invoice(Placed order, String shipment) {
    return "%s:inv:%s.%s".formatted(order.key(), Hall.CONNECTION, shipment);
  }

  /** Bills none of these, as in a period that is closed; all others, and without any each one. */
  void refusesInvoices(Placed... orders) {
    control.put(
        "/refusals",
        Stream.of(orders)
            .map(order ->
                """
                {"method": "POST", "record": "invoice", "naming": "%s:inv:", "code": "USER_ERROR",
                 "detail": "The accounting period is closed."}
                """
                    .formatted(order.key()))
            .collect(Collectors.joining(", ", "[", "]")));
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
