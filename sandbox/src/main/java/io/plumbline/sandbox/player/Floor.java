package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The warehouse's control API: what its staff and the carriers do. */
final class Floor {
  private static final String ORDERS = "/sandbox/orders";
  private static final List<String> CARRIERS = List.of("DHL", "UPS", "Royal Mail");

  /** A second building of the same company. */
  private static final int OTHER_WAREHOUSE = 402;

  private final JsonApi api;

  Floor(JsonApi api) {
    this.api = api;
  }

  /** Every order that carries this name of ours. */
  List<JsonNode> orders(String reference) {
    List<JsonNode> orders = new ArrayList<>();
    api.get(ORDERS + "?partnerOrderId=" + JsonApi.escape(reference))
        .path("items")
        .forEach(orders::add);
    return orders;
  }

  /** The number of a parcel that left for an order of another shop than this one's. */
  Optional<String> parcelOfAnother(String reference) {
    String shop = reference.substring(0, reference.indexOf(':') + 1);
    return api.get(ORDERS)
        .path("items")
        .valueStream()
        .filter(order -> !order.path("partner_order_id").asText().startsWith(shop))
        .map(order -> order.at("/shipments/0/shipping_labels/0/tracking_number").asText(""))
        .filter(number -> !number.isEmpty())
        .findFirst();
  }

  void pick(JsonNode order) {
    act(order, "pick", JsonApi.JSON.createObjectNode());
  }

  /** All that is left, in one parcel. */
  void ship(JsonNode order) {
    act(order, "ship", parcel(order));
  }

  /** What is left, from the other building. */
  void shipFromElsewhere(JsonNode order) {
    act(order, "ship", parcel(order).put("warehouse", OTHER_WAREHOUSE));
  }

  /** A part of the first line where that is several, else the first line whole. */
  void shipPart(JsonNode order) {
    JsonNode line = order.at("/line_items/0");
    ObjectNode parcel = parcel(order);
    parcel
        .putArray("line_items")
        .addObject()
        .put("id", line.path("id").asText())
        .put("quantity", Math.max(1, line.path("quantity").asInt() / 2));
    act(order, "ship", parcel);
  }

  /** What has not shipped waits for goods. */
  void backorder(JsonNode order) {
    ObjectNode wait = JsonApi.JSON.createObjectNode();
    ObjectNode missing = wait.putObject("missing");
    order
        .path("line_items")
        .forEach(line ->
            missing.put(
                line.path("sku").asText(), line.path("quantity_pending_fulfillment").asInt()));
    act(order, "backorder", wait);
  }

  /** The goods have come. */
  void allocate(JsonNode order) {
    act(order, "allocate", JsonApi.JSON.createObjectNode());
  }

  /** The carrier goes on with the last parcel under another number. */
  void reroute(JsonNode order) {
    JsonNode last = order.path("shipments").path(order.path("shipments").size() - 1);
    act(
        order,
        "track",
        JsonApi.JSON
            .createObjectNode()
            .put("shipment", last.path("legacy_id").asLong())
            .put("carrier", "Evri")
            .put("tracking_number", "R" + last.path("legacy_id").asText()));
  }

  void twin(JsonNode order) {
    act(order, "double", JsonApi.JSON.createObjectNode());
  }

  static boolean fulfilled(JsonNode order) {
    return order.path("fulfillment_status").asText().equals("fulfilled");
  }

  static boolean held(JsonNode order) {
    return order.path("holds").valueStream().anyMatch(JsonNode::asBoolean);
  }

  /** A carrier and a number that no other parcel has. */
  private static ObjectNode parcel(JsonNode order) {
    long id = order.path("legacy_id").asLong();
    int parcel = order.path("shipments").size() + 1;
    return JsonApi.JSON
        .createObjectNode()
        .put("carrier", CARRIERS.get((int) (id % CARRIERS.size())))
        .put("shipping_method", "standard")
        .put("tracking_number", "P" + id + "-" + parcel);
  }

  private void act(JsonNode order, String action, ObjectNode details) {
    api.post(ORDERS + "/" + order.path("legacy_id").asText() + "/" + action, details);
  }
}
