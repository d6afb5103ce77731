package io.plumbline.sandbox.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads an order as the emulated storefront shows it (REST spelling). */
public final class StorefrontRecord {
  private StorefrontRecord() {}

  /** The order in the words of the policy; sums are those after edits. */
  public static Facts facts(JsonNode order) {
    Map<String, String> header = new TreeMap<>();
    header.put("currency", order.path("currency").asText());
    put(header, "total", order.path("current_total_price"));
    put(header, "tax", order.path("current_total_tax"));
    put(header, "discount", order.path("current_total_discounts"));
    put(header, "shipping", order.at("/total_shipping_price_set/shop_money/amount"));
    return new Facts(
        status(order),
        order.path("fulfillment_status").asText().equals("fulfilled"),
        order.path("taxes_included").asBoolean(),
        header,
        lines(order));
  }

  static String number(JsonNode order) {
    return order.path("name").asText().replaceFirst("^#", "");
  }

  static String channel(JsonNode order) {
    return order.path("source_name").asText();
  }

  private static String status(JsonNode order) {
    if (order.hasNonNull("cancelled_at")) {
      return "cancelled";
    }
    return order.hasNonNull("closed_at") ? "closed" : "open";
  }

  private static Map<String, Facts.Line> lines(JsonNode order) {
    Map<String, Facts.Line> lines = new LinkedHashMap<>();
    for (JsonNode line : order.path("line_items")) {
      BigDecimal quantity = new BigDecimal(line.path("current_quantity").asText());
      BigDecimal price = new BigDecimal(line.path("price").asText());
      if (quantity.signum() != 0) {
        lines.put(
            line.path("id").asText(), new Facts.Line(line.path("sku").asText(), quantity, price));
      }
    }
    return lines;
  }

  private static void put(Map<String, String> header, String field, JsonNode amount) {
    if (!amount.isMissingNode() && !amount.isNull()) {
      header.put(field, Facts.plain(new BigDecimal(amount.asText())));
    }
  }
}
