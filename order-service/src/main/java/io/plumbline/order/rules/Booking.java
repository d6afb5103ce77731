package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import java.util.List;
import java.util.Map;

/**
 * What an ERP books of an order: the storefront's commercial facet in the shop's money, with the
 * ERP's names of the items. What the buyer saw in another currency is not booked.
 */
record Booking(Replica origin, Map<String, String> aliases) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> HEADER =
      List.of(
          "status",
          "channel",
          "number",
          "currency",
          "placedAt",
          "total",
          "subtotal",
          "tax",
          "taxesIncluded",
          "discount",
          "shipping",
          "giftCards");

  private static final List<String> LINE =
      List.of("sku", "quantity", "unitPrice", "discount", "tax");

  Content content() {
    var sold = sold();
    var commercial = JSON.objectNode();
    copy(HEADER, sold, commercial);
    // Archiving tidies the storefront's list; to the books the order is still to be worked on.
    commercial.put("status", "open");
    var lines = commercial.putObject("lines");
    sold.path("lines")
        .properties()
        .forEach(entry -> lines.set(entry.getKey(), line(entry.getKey(), entry.getValue())));
    return Content.of(Map.of("commercial", commercial), origin.content().personal());
  }

  /** Only what calls it off: the lines stay as they were booked. */
  Content cancellation() {
    var commercial = JSON.objectNode();
    commercial.put("status", "cancelled");
    copy(List.of("number", "cancelledAt", "cancelReason"), sold(), commercial);
    return Content.of(Map.of("commercial", commercial), JSON.objectNode());
  }

  private ObjectNode line(String id, JsonNode sold) {
    var line = JSON.objectNode();
    copy(LINE, sold, line);
    line.put("reference", id);
    var sku = sold.path("sku").asText("");
    if (aliases.containsKey(sku)) {
      line.put("sku", aliases.get(sku));
    }
    return line;
  }

  private ObjectNode sold() {
    var sold = origin.content().facets().get("commercial");
    return sold == null ? JSON.objectNode() : sold;
  }

  private static void copy(List<String> names, JsonNode from, ObjectNode to) {
    names.stream().filter(from::has).forEach(name -> to.set(name, from.get(name)));
  }
}
