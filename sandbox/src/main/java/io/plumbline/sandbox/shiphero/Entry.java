package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shiphero.Shipment.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What somebody enters into the warehouse, in the vendor's field names. */
record Entry(JsonNode json, Warehouse warehouse) {
  private static final List<String> TEXTS =
      List.of(
          "order_number",
          "partner_order_id",
          "shop_name",
          "order_date",
          "subtotal",
          "total_tax",
          "total_discounts",
          "total_price",
          "currency",
          "email");
  static final List<String> HOLDS =
      List.of("fraud_hold", "payment_hold", "operator_hold", "address_hold", "client_hold");

  WmsOrder create(long id) {
    Map<String, String> dated = Map.of("order_date", Shape.time(warehouse.now()));
    WmsOrder empty = WmsOrder.empty(id, dated, warehouse.now());
    return holds(json.path("holds"), addLines(fields(empty)));
  }

  WmsOrder fields(WmsOrder order) {
    Map<String, String> texts = new HashMap<>(order.texts());
    TEXTS.forEach(field -> Json.text(json, field).ifPresent(text -> texts.put(field, text)));
    return order.with(
        texts,
        over(order.shipping(), json.path("shipping_lines")),
        over(order.address(), json.path("shipping_address")));
  }

  private static Map<String, String> over(Map<String, String> before, JsonNode given) {
    Map<String, String> after = new HashMap<>(before);
    given.properties().forEach(field -> after.put(field.getKey(), field.getValue().asText("")));
    return after;
  }

  static WmsOrder holds(JsonNode given, WmsOrder order) {
    Set<String> holds = new TreeSet<>(order.holds());
    for (String hold : HOLDS) {
      if (given.path(hold).asBoolean(false)) {
        holds.add(hold);
      } else if (given.hasNonNull(hold)) {
        holds.remove(hold);
      }
    }
    return order.held(holds);
  }

  WmsOrder addLines(WmsOrder order) {
    List<Line> lines = new ArrayList<>(order.lines());
    for (JsonNode line : json.path("line_items")) {
      String sku = Json.text(line, "sku").orElseThrow(() -> new Refused("sku is required"));
      int quantity = line.path("quantity").asInt(0);
      if (quantity <= 0) {
        throw new Refused("quantity of " + sku + " must be above 0");
      }
      String price = Json.text(line, "price").orElse("0.00");
      String partnerId = Json.text(line, "partner_line_item_id").orElse(null);
      lines.add(
          Line.ordered(warehouse.next(), sku, partnerId, quantity, price)
              .edited(quantity, price, pending(line)));
    }
    return order.with(lines);
  }

  WmsOrder changeLines(WmsOrder order) {
    List<Line> lines = order.lines();
    for (JsonNode given : json.path("line_items")) {
      lines = WmsOrder.each(lines, lineId(given, order), line -> edited(line, given));
    }
    return order.with(lines);
  }

  private static Line edited(Line line, JsonNode given) {
    return line.edited(
        given.path("quantity").asInt(line.quantity()),
        Json.text(given, "price").orElse(line.price()),
        pending(given));
  }

  private static Optional<Integer> pending(JsonNode given) {
    return Json.text(given, "quantity_pending_fulfillment").map(Integer::valueOf);
  }

  WmsOrder removeLines(WmsOrder order) {
    Set<Long> gone = new TreeSet<>();
    json.path("line_item_ids").forEach(id -> gone.add(Gid.number("LineItem", id.asText())));
    for (Line line : order.lines()) {
      if (gone.remove(line.id()) && line.shipped() > 0) {
        throw new Refused("Line item %s has shipped".formatted(line.sku()));
      }
    }
    if (!gone.isEmpty()) {
      throw new Refused("No such line item: " + gone);
    }
    Set<String> ids = new TreeSet<>();
    json.path("line_item_ids").forEach(id -> ids.add(id.asText()));
    return order.with(
        order.lines().stream()
            .filter(line -> !ids.contains(Gid.of("LineItem", line.id())))
            .toList());
  }

  /** The shipment asked for; without lines, all that is left. */
  Shipment shipment(WmsOrder order, long warehouseId, Shipment.Place place) {
    List<Part> parts = new ArrayList<>();
    json.path("line_items")
        .forEach(each -> parts.add(new Part(lineId(each, order), each.path("quantity").asInt())));
    if (!json.has("line_items")) {
      order.lines().stream()
          .filter(line -> line.pending() > 0)
          .forEach(line -> parts.add(new Part(line.id(), line.pending())));
    }
    if (parts.isEmpty()) {
      throw new Refused("Nothing to ship on order " + order.id());
    }
    JsonNode label = json.has("labels") ? json.path("labels").path(0) : json;
    long id = warehouse.next();
    return new Shipment(
        id,
        warehouseId,
        Json.text(label, "carrier").orElse(""),
        Json.text(label, "shipping_method").orElse(""),
        Json.text(label, "tracking_number").orElse(""),
        place,
        parts,
        warehouse.now(),
        id,
        List.of());
  }

  Shipment tracked(Shipment shipment) {
    return shipment.by(
        Json.text(json, "carrier").orElse(shipment.carrier()),
        Json.text(json, "shipping_method").orElse(shipment.method()),
        Json.text(json, "tracking_number").orElse(shipment.tracking()));
  }

  Shipment reprinted(Shipment shipment) {
    return tracked(shipment.relabelled(warehouse.next()));
  }

  /** A line by its id, or by its SKU where that stands on one line only. */
  private static long lineId(JsonNode given, WmsOrder order) {
    return Json.text(given, "line_item_id")
        .or(() -> Json.text(given, "id"))
        .map(id -> Gid.number("LineItem", id))
        .orElseGet(() -> lineOf(given.path("sku").asText(), order));
  }

  private static long lineOf(String sku, WmsOrder order) {
    List<Line> found = order.lines().stream().filter(line -> line.sku().equals(sku)).toList();
    if (found.size() != 1) {
      throw new Refused("SKU %s stands on %d lines".formatted(sku, found.size()));
    }
    return found.getFirst().id();
  }
}
