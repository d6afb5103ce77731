package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.Dispatch.Progress;
import io.plumbline.sandbox.shopify.Fulfilment.Part;
import io.plumbline.sandbox.shopify.Fulfilment.Tracking;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Writes a fulfilment the way REST and webhooks spell it. */
final class RestFulfilment {
  private RestFulfilment() {}

  static @Nullable String status(Progress progress) {
    return switch (progress) {
      case NONE -> null;
      case PARTIAL -> "partial";
      case WHOLE -> "fulfilled";
    };
  }

  static ObjectNode of(ShopOrder order, Fulfilment fulfilment, ZoneId zone) {
    ObjectNode json = Json.object();
    json.put("id", fulfilment.id());
    json.put("admin_graphql_api_id", Gid.of("Fulfillment", fulfilment.id()));
    json.put("order_id", order.id()).put("name", fulfilment.name());
    json.put("status", fulfilment.cancelled() ? "cancelled" : "success");
    json.putNull("shipment_status").put("service", "manual");
    json.put("location_id", locationId(fulfilment.location()));
    json.put("created_at", RestOrder.time(fulfilment.created(), zone));
    json.put("updated_at", RestOrder.time(fulfilment.updated(), zone));
    tracking(json, fulfilment.tracking());
    ArrayNode lines = json.putArray("line_items");
    fulfilment.parts().forEach(part -> line(lines, order, part));
    return json;
  }

  private static void tracking(ObjectNode json, Tracking tracking) {
    json.put("tracking_company", tracking.company());
    json.put("tracking_number", first(tracking.numbers()));
    json.put("tracking_url", first(tracking.urls()));
    ArrayNode numbers = json.putArray("tracking_numbers");
    tracking.numbers().forEach(numbers::add);
    ArrayNode urls = json.putArray("tracking_urls");
    tracking.urls().forEach(urls::add);
  }

  private static @Nullable String first(java.util.List<String> texts) {
    return texts.isEmpty() ? null : texts.getFirst();
  }

  /** The order's line, with the quantity that this fulfilment holds of it. */
  private static void line(ArrayNode lines, ShopOrder order, Part part) {
    Line line = order.line(part.line()).orElseThrow();
    lines
        .addObject()
        .put("id", line.id())
        .put("admin_graphql_api_id", Gid.of("LineItem", line.id()))
        .put("sku", line.sku())
        .put("title", line.title())
        .put("quantity", part.quantity())
        .put("fulfillable_quantity", order.unfulfilled(line));
  }

  /** A number that stays the same for a name. */
  private static long locationId(String name) {
    return 71_000_000L + Math.floorMod(name.hashCode(), 1_000_000);
  }
}
