package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which labels of a shipment stand: a label that was voided and printed anew leaves the shipment as
 * it is, and a shipment is what all its standing labels are.
 */
final class ShipHeroLabels {

  /**
   * What the mapping reads of them all: {@code voided}, {@code returned}, or nothing. The second is
   * for mappings that an installation wrote before there was the tracking status of all.
   */
  private static final String STATE = "labels_state";

  /** The tracking status that all of them have; nothing where they differ, or one has none. */
  private static final String TRACKING = "labels_tracking";

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
    var words = new HashSet<String>();
    for (var label : shipment.path(LABELS)) {
      if (!word(label, "status").equals("voided")) {
        standing.add(label);
        words.add(word(label, "tracking_status"));
      }
    }
    if (standing.isEmpty()) {
      shipment.put(STATE, "voided");
      return;
    }
    shipment.set(LABELS, standing);
    if (words.size() == 1) {
      shipment.put(TRACKING, words.iterator().next());
    }
    if (words.equals(Set.of("return_to_sender"))) {
      shipment.put(STATE, "returned");
    }
  }

  private static String word(JsonNode label, String field) {
    return label.path(field).asText("").toLowerCase(Locale.ROOT);
  }
}
