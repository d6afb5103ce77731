package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Times;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;

/** Finishes what mapping rows cannot say of an order. */
record ShipHeroContent(ShipHeroTimes times) {

  Content finished(Content read, ObjectNode payload) {
    var facets = new HashMap<>(read.facets());
    var commercial = facet(read, "commercial");
    time(commercial, "placedAt", payload.path("order_date"));
    facets.put("commercial", commercial);
    var fulfilment = facet(read, "fulfilment");
    fulfilment.put("status", ShipHeroStatus.fulfilment(payload));
    shipments(fulfilment, payload);
    facets.put("fulfilment", fulfilment);
    return Content.of(facets, named(read.personal(), payload.path("shipping_address")));
  }

  private static ObjectNode facet(Content read, String facet) {
    var fields = read.facets().get(facet);
    return fields == null ? Json.object() : fields.deepCopy();
  }

  /** Without a readable time the record does not hold the field. */
  private void time(ObjectNode into, String field, JsonNode text) {
    try {
      into.put(field, Times.kept(times.instant(text.asText(""))).toString());
    } catch (DateTimeException e) {
      into.remove(field);
    }
  }

  private void shipments(ObjectNode fulfilment, ObjectNode payload) {
    var lines = ShipHeroLines.namesById(payload);
    for (var told : payload.path("shipments")) {
      if (fulfilment.path("shipments").path(key(told)) instanceof ObjectNode shipment) {
        time(shipment, "shippedAt", told.path("created_date"));
        shipment.set("lines", quantities(told, lines));
        packages(shipment, told.path("shipping_labels"));
      }
    }
    setVoidedAside(fulfilment);
  }

  /** They shipped nothing, but whoever was told of them has to be told that, too. */
  private static void setVoidedAside(ObjectNode fulfilment) {
    if (!(fulfilment.path("shipments") instanceof ObjectNode shipments)) {
      return;
    }
    var voided = Json.object();
    shipments.properties().stream()
        .filter(shipment -> shipment.getValue().path("status").asText("").equals("voided"))
        .forEach(shipment -> voided.set(shipment.getKey(), shipment.getValue()));
    if (!voided.isEmpty()) {
      voided.fieldNames().forEachRemaining(shipments::remove);
      voided.forEach(shipment -> ((ObjectNode) shipment).remove("status"));
      fulfilment.set("voided", voided);
    }
  }

  private static String key(JsonNode shipment) {
    var number = shipment.path("legacy_id").asText("");
    return number.isEmpty() ? shipment.path("id").asText("") : number;
  }

  /** What a shipment holds, by the order's lines; kits show as their components. */
  private static ObjectNode quantities(JsonNode shipment, Map<String, String> lines) {
    var quantities = Json.object();
    for (var item : ShipHeroOrders.nodes(shipment.path("line_items"))) {
      var line = lineOf(item, lines);
      var already = ShipHeroStatus.number(quantities.path(line));
      var more = ShipHeroStatus.number(item.path("quantity"));
      quantities.put(line, already.add(more).stripTrailingZeros().toPlainString());
    }
    return quantities;
  }

  private static String lineOf(JsonNode item, Map<String, String> lines) {
    var id = item.path("line_item_id").asText("");
    var named = item.path("line_item").path("partner_line_item_id").asText("");
    return lines.getOrDefault(id, named.isBlank() ? id : named);
  }

  /** A shipment of several parcels: one tracking number each. */
  private static void packages(ObjectNode shipment, JsonNode labels) {
    if (labels.size() < 2) {
      return;
    }
    var packages = shipment.putObject("packages");
    for (var label : labels) {
      packages
          .putObject(label.path("id").asText())
          .put("carrier", label.path("carrier").asText(""))
          .put("tracking", label.path("tracking_number").asText(""));
    }
  }

  private static ObjectNode named(ObjectNode personal, JsonNode address) {
    var name =
        (address.path("first_name").asText("") + " " + address.path("last_name").asText(""))
            .strip();
    if (name.isEmpty()) {
      return personal;
    }
    var named = personal.deepCopy();
    named.withObjectProperty("shippingAddress").put("name", name);
    return named;
  }
}
