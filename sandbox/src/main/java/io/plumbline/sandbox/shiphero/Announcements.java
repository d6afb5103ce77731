package io.plumbline.sandbox.shiphero;

import io.plumbline.sandbox.journal.Journal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns changes into the bodies of the vendor's webhooks. */
record Announcements(Hooks hooks, Journal journal) implements Warehouse.Announcer {
  private static final long ACCOUNT = 90_001;

  @Override
  public void announce(WmsOrder before, WmsOrder after, List<Topic> topics) {
    for (Topic topic : topics) {
      List<Map<String, @Nullable Object>> bodies =
          topic == Topic.SHIPMENT_UPDATE
              ? after.shipments().stream()
                  .filter(each -> !before.shipments().contains(each))
                  .map(each -> shipped(after, each))
                  .toList()
              : List.of(told(after, topic));
      hooks.of(topic).forEach(hook -> bodies.forEach(body -> hooks.send(hook, body, journal)));
    }
  }

  private static Map<String, @Nullable Object> head(Topic topic) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("test", "0");
    body.put("webhook_type", topic.title());
    body.put("account_id", ACCOUNT);
    body.put("account_uuid", Gid.of("Account", ACCOUNT));
    return body;
  }

  private static Map<String, @Nullable Object> told(WmsOrder order, Topic topic) {
    Map<String, @Nullable Object> body = head(topic);
    body.put("order_uuid", Gid.of("Order", order.id()));
    body.put("order_number", order.text("order_number"));
    body.put("partner_order_id", order.text("partner_order_id"));
    if (topic == Topic.ORDER_ALLOCATED) {
      body.put("ready_to_ship", order.lines().stream().noneMatch(l -> l.backordered() > 0) ? 1 : 0);
      body.put("allocated_at", Shape.time(order.updatedAt()));
    }
    return body;
  }

  private static Map<String, @Nullable Object> shipped(WmsOrder order, Shipment shipment) {
    Map<String, @Nullable Object> fulfillment = new LinkedHashMap<>();
    fulfillment.put("shipment_id", shipment.id());
    fulfillment.put("shipment_uuid", Gid.of("Shipment", shipment.id()));
    fulfillment.put("warehouse_id", shipment.warehouse());
    fulfillment.put("order_uuid", Gid.of("Order", order.id()));
    fulfillment.put("partner_order_id", order.text("partner_order_id"));
    fulfillment.put("order_number", order.text("order_number"));
    fulfillment.put("tracking_number", shipment.tracking());
    fulfillment.put("shipping_carrier", shipment.carrier());
    fulfillment.put("shipping_method", shipment.method());
    fulfillment.put(
        "line_items", shipment.parts().stream().map(part -> line(order, part)).toList());
    fulfillment.put("created_at", Shape.time(shipment.at()).replace('T', ' '));
    Map<String, @Nullable Object> body = head(Topic.SHIPMENT_UPDATE);
    body.put("fulfillment", fulfillment);
    body.put("total_packages", 1);
    body.put(
        "packages",
        List.of(
            Map.of(
                "name", "Package #1",
                "tracking_number", shipment.tracking(),
                "shipping_label", Map.of("tracking_url", Shape.url(shipment)))));
    return body;
  }

  private static Map<String, @Nullable Object> line(WmsOrder order, Shipment.Part part) {
    Line line = Shape.lineOf(order, part.line());
    Map<String, @Nullable Object> shape = new LinkedHashMap<>();
    shape.put("sku", line.sku());
    shape.put("quantity", part.quantity());
    shape.put("partner_line_item_id", line.partnerId());
    return shape;
  }
}
