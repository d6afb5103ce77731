package io.plumbline.sandbox.shiphero;

import io.plumbline.sandbox.shiphero.Shipment.Label;
import io.plumbline.sandbox.shiphero.Shipment.Place;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders and shipments in the vendor's fields; lists are paged where they are asked for. */
final class Shape {
  // The vendor's times carry no zone; UTC is our reading of them.
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Shape() {}

  static String time(Instant at) {
    return TIME.format(at);
  }

  static Map<String, @Nullable Object> order(WmsOrder order) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", Gid.of("Order", order.id()));
    shape.put("legacy_id", order.id());
    shape.putAll(order.texts());
    shape.put("fulfillment_status", order.status());
    shape.put("updated_at", time(order.updatedAt()));
    Map<String, @Nullable Object> holds = new LinkedHashMap<>();
    Entry.HOLDS.forEach(hold -> holds.put(hold, order.holds().contains(hold)));
    shape.put("holds", holds);
    shape.put("shipping_lines", order.shipping());
    shape.put("shipping_address", order.address());
    shape.put("line_items", order.lines().stream().map(line -> line(order, line)).toList());
    shape.put("shipments", order.shipments().stream().map(each -> shipment(order, each)).toList());
    return shape;
  }

  /** As the control API shows it: with the tote, which the vendor's API does not tell. */
  static Map<String, @Nullable Object> known(WmsOrder order) {
    Map<String, @Nullable Object> shape = order(order);
    shape.put("tote", order.tote());
    return shape;
  }

  private static Map<String, @Nullable Object> line(WmsOrder order, Line line) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", Gid.of("LineItem", line.id()));
    shape.put("legacy_id", line.id());
    shape.put("sku", line.sku());
    shape.put("partner_line_item_id", line.partnerId());
    shape.put("quantity", line.quantity());
    shape.put("quantity_allocated", line.allocated());
    shape.put("quantity_pending_fulfillment", order.canceled() ? 0 : line.pending());
    shape.put("quantity_shipped", line.shipped());
    shape.put("backorder_quantity", line.backordered());
    shape.put("price", line.price());
    shape.put(
        "fulfillment_status",
        order.canceled() ? "canceled" : line.pending() == 0 ? "fulfilled" : "pending");
    return shape;
  }

  static Map<String, @Nullable Object> shipment(WmsOrder order, Shipment shipment) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", Gid.of("Shipment", shipment.id()));
    shape.put("legacy_id", shipment.id());
    shape.put("order_id", Gid.of("Order", order.id()));
    shape.put("warehouse_id", Gid.of("Warehouse", shipment.warehouse()));
    shape.put("created_date", time(shipment.at()));
    shape.put("delivered", shipment.place() == Place.DELIVERED);
    shape.put("shipping_labels", labels(shipment));
    shape.put(
        "line_items",
        shipment.parts().stream()
            .map(part -> {
              Line line = lineOf(order, part.line());
              return Map.of(
                  "line_item_id", Gid.of("LineItem", part.line()),
                  "quantity", part.quantity(),
                  "line_item", line(order, line));
            })
            .toList());
    return shape;
  }

  /** Those that were voided come first, as they were printed. */
  private static List<Map<String, @Nullable Object>> labels(Shipment shipment) {
    Label standing =
        new Label(shipment.label(), shipment.carrier(), shipment.method(), shipment.tracking());
    return Stream.concat(
            shipment.spoilt().stream().map(label -> label(label, Place.VOIDED)),
            Stream.of(label(standing, shipment.place())))
        .toList();
  }

  private static Map<String, @Nullable Object> label(Label label, Place place) {
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("id", Gid.of("ShippingLabel", label.id()));
    shape.put("carrier", label.carrier());
    shape.put("shipping_method", label.method());
    shape.put("tracking_number", label.tracking());
    shape.put("tracking_url", url(label.tracking()));
    shape.put("tracking_status", place.word());
    shape.put("status", place == Place.VOIDED ? "voided" : "valid");
    return shape;
  }

  static Line lineOf(WmsOrder order, long id) {
    return order.lines().stream().filter(line -> line.id() == id).findFirst().orElseThrow();
  }

  static String url(Shipment shipment) {
    return url(shipment.tracking());
  }

  private static String url(String tracking) {
    return "https://track.example.test/" + tracking;
  }
}
