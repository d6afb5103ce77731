package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.observation.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A shipment that the shop is to show.
 *
 * @param reference ours
 * @param numbers of its parcels, the first one first
 */
record WantedShipment(
    String reference, Optional<String> carrier, List<String> numbers, Map<String, Integer> lines) {

  WantedShipment {
    numbers = List.copyOf(numbers);
    lines = Map.copyOf(lines);
  }

  /** By reference, so that every plan has them in the same order. */
  static List<WantedShipment> in(Content content, Map<String, String> carriers) {
    return among("shipments", content, carriers);
  }

  /** Those that left nothing after all. */
  static List<WantedShipment> voided(Content content) {
    return among("voided", content, Map.of());
  }

  private static List<WantedShipment> among(
      String name, Content content, Map<String, String> carriers) {
    var fulfilment = content.facets().get("fulfilment");
    if (fulfilment == null) {
      return List.of();
    }
    return fulfilment.path(name).properties().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(told -> of(told.getKey(), told.getValue(), carriers))
        .toList();
  }

  private static WantedShipment of(String reference, JsonNode told, Map<String, String> carriers) {
    var carrier =
        text(told, "carrier")
            .map(name -> carriers.getOrDefault(name.toLowerCase(Locale.ROOT), name));
    return new WantedShipment(reference, carrier, numbers(told), Units.of(told.path("lines")));
  }

  static List<String> numbers(JsonNode shipment) {
    var numbers = new ArrayList<String>();
    text(shipment, "tracking").ifPresent(numbers::add);
    for (var parcel : shipment.path("packages")) {
      text(parcel, "tracking").filter(each -> !numbers.contains(each)).ifPresent(numbers::add);
    }
    return numbers;
  }

  private static Optional<String> text(JsonNode shipment, String field) {
    return Optional.of(shipment.path(field).asText("").strip()).filter(text -> !text.isEmpty());
  }

  /** What the shop will call it; unknown beforehand where it has no tracking. */
  Optional<String> key() {
    return numbers.stream().findFirst();
  }

  /** As Shopify takes it. */
  ObjectNode tracking() {
    var tracking = Json.object();
    carrier.ifPresent(name -> tracking.put("company", name));
    if (!numbers.isEmpty()) {
      numbers.forEach(tracking.putArray("numbers")::add);
    }
    return tracking;
  }
}
