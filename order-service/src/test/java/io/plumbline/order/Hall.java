package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import java.util.List;
import java.util.stream.StreamSupport;

/** What stands in an emulated warehouse, and what its staff and the carrier do. */
record Hall(Control control, String connection) {

  static final String CONNECTION = "shiphero";

  /** The one of the second shop. */
  static final String SECOND = "shiphero-us";

  /** The orders that carry the order's reference. */
  JsonNode of(Placed order) {
    return control.get("/orders?partnerOrderId=" + order.key()).path("items");
  }

  /** The one order; there has to be one. */
  JsonNode one(Placed order) {
    var found = of(order);
    assertThat(found).as("orders %s in the warehouse", order.key()).hasSize(1);
    return found.get(0);
  }

  String status(Placed order) {
    return one(order).path("fulfillment_status").asText();
  }

  JsonNode does(Placed order, String action, String json) {
    return control.post("/orders/" + one(order).path("legacy_id").asText() + "/" + action, json);
  }

  void picks(Placed order) {
    does(order, "pick", "{}");
  }

  void putsBack(Placed order) {
    does(order, "putBack", "{}");
  }

  /** All that is left. */
  String ships(Placed order, String tracking) {
    return shipped(does(order, "ship", parcel(tracking, "")));
  }

  /** So many of an item. */
  String ships(Placed order, String tracking, String sku, int quantity) {
    var lines = ", \"line_items\": [{\"sku\": \"%s\", \"quantity\": %d}]".formatted(sku, quantity);
    return shipped(does(order, "ship", parcel(tracking, lines)));
  }

  /** What happens to a parcel that has a number in the warehouse. */
  void parcel(Placed order, String action, String shipment) {
    does(order, action, "{\"shipment\": %s}".formatted(shipment));
  }

  private static String parcel(String tracking, String lines) {
    return "{\"carrier\": \"post\", \"shipping_method\": \"ground\", \"tracking_number\": \"%s\"%s}"
        .formatted(tracking, lines);
  }

  private static String shipped(JsonNode order) {
    var numbers =
        StreamSupport.stream(order.path("shipments").spliterator(), false)
            .map(shipment -> shipment.path("legacy_id").asText())
            .toList();
    return List.copyOf(numbers).getLast();
  }
}
