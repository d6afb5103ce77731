package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.WmsRecord;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Instant;
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

  /** The number of a parcel that left long ago for an order of another shop than this one's. */
  Optional<String> parcelOfAnother(String reference, Instant leftBefore) {
    String shop = reference.substring(0, reference.indexOf(':') + 1);
    return api.get(ORDERS)
        .path("items")
        .valueStream()
        .filter(order -> !order.path("partner_order_id").asText().startsWith(shop))
        .flatMap(order -> order.path("shipments").valueStream())
        .filter(shipment -> WmsRecord.shippedAt(shipment).isBefore(leftBefore))
        .flatMap(shipment -> WmsRecord.standing(shipment).stream())
        .map(label -> label.path("tracking_number").asText(""))
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

  /** All that is left, in one parcel that waits for the carrier. */
  void pack(JsonNode order) {
    act(order, "ship", parcel(order).put("atDock", true));
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
    act(order, "backorder", missing(order));
  }

  /** What has not shipped is not to be found, and nobody waits for it. */
  void giveUp(JsonNode order) {
    act(order, "short", missing(order));
  }

  /** An article may stand on several lines; no line lacks more than it has. */
  private static ObjectNode missing(JsonNode order) {
    ObjectNode lacking = JsonApi.JSON.createObjectNode();
    ObjectNode bySku = lacking.putObject("missing");
    for (JsonNode line : order.path("line_items")) {
      String sku = line.path("sku").asText();
      int pending = line.path("quantity_pending_fulfillment").asInt();
      bySku.put(sku, Math.max(pending, bySku.path(sku).asInt()));
    }
    return lacking;
  }

  /** The goods have come. */
  void allocate(JsonNode order) {
    act(order, "allocate", JsonApi.JSON.createObjectNode());
  }

  /** The carrier goes on with the last parcel under another number. */
  void reroute(JsonNode order) {
    ObjectNode last = last(order);
    String number = "R" + last.path("shipment").asText();
    act(order, "track", last.put("carrier", "Evri").put("tracking_number", number));
  }

  /** The last parcel's label is void, it gets another one, and the carrier takes it along. */
  void relabel(JsonNode order) {
    ObjectNode last = last(order);
    act(order, "reprint", last.put("tracking_number", "L" + last.path("shipment").asText()));
    act(order, "depart", last(order));
  }

  /** The carrier could not deliver the last parcel. */
  void bringBack(JsonNode order) {
    act(order, "returnToSender", last(order));
  }

  private static ObjectNode last(JsonNode order) {
    JsonNode shipments = order.path("shipments");
    JsonNode last = shipments.path(shipments.size() - 1);
    return JsonApi.JSON.createObjectNode().put("shipment", last.path("legacy_id").asLong());
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
