package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;

/**
 * Which labels of a shipment stand: a label that was voided and printed anew leaves the shipment as
 * it is, and a shipment is what all its standing labels are.
 */
final class ShipHeroLabels {

  /** What the mapping reads of them all: {@code voided}, {@code returned}, or nothing. */
  private static final String STATE = "labels_state";

  private static final String LABELS = "shipping_labels";

  private ShipHeroLabels() {}

  /** The order with the standing labels of each shipment only; where none stands, with all. */
  static ObjectNode standing(ObjectNode order) {
    var copy = order.deepCopy();
    for (var shipment : copy.path("shipments")) {
      if (shipment instanceof ObjectNode told && !told.path(LABELS).isEmpty()) {
        keepStanding(told);
      }
    }
    return copy;
  }

  private static void keepStanding(ObjectNode shipment) {
    var standing = Json.object().putArray(LABELS);
    var returned = true;
    for (var label : shipment.path(LABELS)) {
      if (!is(label, "status", "voided")) {
        standing.add(label);
        returned &= is(label, "tracking_status", "return_to_sender");
      }
    }
    if (standing.isEmpty()) {
      shipment.put(STATE, "voided");
      return;
    }
    shipment.set(LABELS, standing);
    if (returned) {
      shipment.put(STATE, "returned");
    }
  }

  private static boolean is(JsonNode label, String field, String value) {
    return label.path(field).asText("").equalsIgnoreCase(value);
  }
}
