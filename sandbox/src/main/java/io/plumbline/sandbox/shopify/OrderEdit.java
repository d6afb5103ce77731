package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An edit after placement: quantities by line id, or more of a product that no line has. */
record OrderEdit(JsonNode json, Ids ids) {

  ShopOrder apply(ShopOrder order) {
    List<Line> lines = new ArrayList<>(order.lines());
    json.path("lines").forEach(change -> change(lines, change));
    return order
        .with(lines)
        .with(
            Json.decimal(json, "shipping").orElse(order.shipping()),
            Json.decimal(json, "discount").orElse(order.discount()));
  }

  private void change(List<Line> lines, JsonNode change) {
    int quantity = change.path("quantity").asInt();
    if (quantity < 0) {
      throw new IllegalArgumentException("a quantity cannot be negative: " + change);
    }
    for (int i = 0; i < lines.size(); i++) {
      if (names(change, lines.get(i))) {
        lines.set(i, lines.get(i).withCurrent(quantity));
        return;
      }
    }
    lines.add(added(change, quantity));
  }

  static boolean names(JsonNode change, Line line) {
    return change.hasNonNull("lineId")
        ? change.path("lineId").asText().equals(String.valueOf(line.id()))
        : change.path("sku").asText().equals(line.sku());
  }

  private Line added(JsonNode change, int quantity) {
    BigDecimal price =
        Json.decimal(change, "unitPrice")
            .orElseThrow(() -> new IllegalArgumentException("no such line: " + change));
    String sku = change.path("sku").asText();
    String title = Json.text(change, "title").orElse(sku);
    return new Line(ids.nextLine(), sku, title, 0, quantity, price);
  }
}
