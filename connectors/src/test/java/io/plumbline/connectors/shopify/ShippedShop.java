package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** An order of three lines of which a warehouse ships. */
class ShippedShop extends EmulatedShop {

  private static final String ORDER =
      """
      {"number": "S1", "lines": [{"sku": "A", "quantity": 6, "unitPrice": "2.00"},
                                 {"sku": "B", "quantity": 3, "unitPrice": "5.00"},
                                 {"sku": "C", "quantity": 1, "unitPrice": "9.00"LOCATION}]}
      """;

  String order() {
    return order("");
  }

  /** The third line lies somewhere else. */
  String orderOfTwoLocations() {
    return order(", \"location\": \"North\"");
  }

  private String order(String location) {
    return shop.post("/orders", ORDER.replace("LOCATION", location)).path("id").asText();
  }

  /** Two units of each line. */
  String orderOfManyLines(int count) {
    var lines = new StringBuilder();
    for (int n = 0; n < count; n++) {
      lines
          .append(n == 0 ? "" : ",")
          .append("{\"sku\":\"S%d\",\"quantity\":2,\"unitPrice\":\"1.00\"}".formatted(n));
    }
    return shop.post("/orders", "{\"number\":\"L\",\"lines\":[" + lines + "]}").path("id").asText();
  }

  Reading read(String id) throws Unusable {
    return reading(connector.find("shopify-eu:" + id + ":ff:880077").orElseThrow());
  }

  ObjectNode shipments(String id) throws Unusable {
    return (ObjectNode) facet(read(id), "fulfilment").path("shipments");
  }

  /** What the shop itself has, whoever made it and whatever became of it. */
  JsonNode fulfilments(String id) {
    return shop.get("/orders/" + id).path("fulfillments");
  }

  String line(String id, String sku) {
    return StreamSupport.stream(shop.get("/orders/" + id).path("line_items").spliterator(), false)
        .filter(line -> line.path("sku").asText().equals(sku))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  /** A shipment as the warehouse tells it; quantities by SKU. */
  ObjectNode parcel(String id, String tracking, Map<String, Integer> quantities) {
    var parcel = Json.object().put("carrier", "DPD").put("method", "ground");
    if (!tracking.isEmpty()) {
      parcel.put("tracking", tracking);
    }
    var lines = parcel.putObject("lines");
    quantities.forEach((sku, count) -> lines.put(line(id, sku), Integer.toString(count)));
    return parcel;
  }

  Desired desired(String id, ObjectNode... parcels) {
    var shipments = Json.object();
    for (int i = 0; i < parcels.length; i++) {
      shipments.set(reference(id, i), parcels[i]);
    }
    var fulfilment = Json.object();
    fulfilment.set("shipments", shipments);
    var content = Content.of(Map.of("fulfilment", fulfilment), Json.object());
    return new Desired("shopify-eu:" + id, "shopify-eu:" + id, 2, content);
  }

  static String reference(String id, int shipment) {
    return "shopify-eu:%s:ff:88007%d".formatted(id, shipment);
  }

  List<Step> plan(String id, ObjectNode... parcels) throws Unusable {
    return connector.plan(desired(id, parcels), Optional.of(read(id)));
  }

  void deliver(String id, ObjectNode... parcels) throws Unusable {
    plan(id, parcels).forEach(connector::send);
  }

  void byHand(String id, String action, String body) {
    shop.post("/orders/" + id + "/" + action, body);
  }
}
