package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.observation.Content;
import java.util.HashMap;

/**
 * Finishes what mapping rows cannot say of an order's shipments: what they hold, and that parcels
 * are known by their tracking number, also where the shop has one shipment as two fulfilments.
 */
final class ShopifyShipments {

  private static final String SHIPMENTS = "shipments";

  private ShopifyShipments() {}

  static Content finished(Content content, ObjectNode payload) {
    var read = content.facets().get("fulfilment");
    if (read == null) {
      return content;
    }
    var fulfilment = read.deepCopy();
    var byKey = Json.object();
    for (var made : ShopifyFulfilment.in(payload)) {
      if (read.path(SHIPMENTS).path(made.id()) instanceof ObjectNode rows) {
        var shipment = rows.deepCopy();
        shipment.set("lines", Units.json(made.lines()));
        packages(shipment, made);
        byKey.set(made.key(), joined(byKey.path(made.key()), shipment));
      }
    }
    fulfilment.set(SHIPMENTS, byKey);
    var facets = new HashMap<>(content.facets());
    facets.put("fulfilment", fulfilment);
    return Content.of(facets, content.personal());
  }

  private static ObjectNode joined(JsonNode known, ObjectNode shipment) {
    if (!(known instanceof ObjectNode first)) {
      return shipment;
    }
    var joined = first.deepCopy();
    var lines = Units.of(first.path("lines"));
    Units.addAll(lines, Units.of(shipment.path("lines")));
    joined.set("lines", Units.json(lines));
    if (!shipment.path("status").asText().equals("delivered")) {
      joined.set("status", shipment.path("status"));
    }
    if (shipment.path("packages") instanceof ObjectNode packages) {
      joined.withObjectProperty("packages").setAll(packages);
    }
    return joined;
  }

  /** A shipment of several parcels: one tracking number each. */
  private static void packages(ObjectNode shipment, ShopifyFulfilment made) {
    if (made.numbers().size() < 2) {
      return;
    }
    var packages = shipment.putObject("packages");
    for (var number : made.numbers()) {
      var parcel = packages.putObject(number).put("tracking", number);
      if (shipment.has("carrier")) {
        parcel.set("carrier", shipment.get("carrier"));
      }
    }
  }
}
