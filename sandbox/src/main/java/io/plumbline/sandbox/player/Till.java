package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.StorefrontRecord;
import io.plumbline.sandbox.rest.JsonApi;
import java.util.Map;

/**
 * The till's own integration: it books its sales in the ERP by itself, under the order's number.
 */
final class Till {
  private Till() {}

  static ObjectNode booking(Part part, JsonNode sale) {
    Facts facts = StorefrontRecord.facts(sale);
    ObjectNode booking = JsonApi.JSON.createObjectNode();
    booking.put("otherRefNum", part.number()).put("memo", "till");
    booking.putObject("currency").put("refName", part.channel().currency());
    booking.putObject("entity").put("externalId", "guest");
    booking.put("custbody_taxes_included", facts.taxesIncluded()).put("actor", "app");
    facts.money("shipping").ifPresent(amount -> booking.put("shippingCost", amount));
    facts.money("discount").ifPresent(amount -> booking.put("discountTotal", amount.negate()));
    facts.money("tax").ifPresent(amount -> booking.put("taxTotal", amount));
    ArrayNode items = booking.putArray("lines");
    facts.lines().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> line(items, entry.getValue()));
    return booking;
  }

  private static void line(ArrayNode items, Facts.Line line) {
    items
        .addObject()
        .put("sku", line.sku())
        .put("quantity", line.quantity())
        .put("unitPrice", line.unitPrice());
  }
}
