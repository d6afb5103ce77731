package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an ERP books of an order: the storefront's commercial facet in the shop's money, with the
 * ERP's names of the items. What the buyer saw in another currency is not booked.
 *
 * @param parcels the facet {@code fulfilment} with what a warehouse shipped
 * @param dues the facet {@code billing} with what came in and what is to be billed
 */
record Booking(
    Sale sale,
    Optional<ObjectNode> parcels,
    Optional<ObjectNode> dues,
    Map<String, String> aliases) {

  private static final List<String> HEADER =
      List.of(
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
    // Archiving tidies the storefront's list; to the books the order is still to be worked on.
    var commercial = sale.copy(HEADER).put("status", "open");
    commercial.set("lines", sale.lines(LINE, aliases));
    return with(commercial, sale.personal());
  }

  /** What left stays booked, nothing more is to follow. */
  Content calledOff() {
    return with(sale.calledOff(), JsonNodeFactory.instance.objectNode());
  }

  private Content with(ObjectNode commercial, ObjectNode personal) {
    Map<String, ObjectNode> facets = new HashMap<>(Map.of("commercial", commercial));
    parcels.ifPresent(told -> facets.put("fulfilment", told));
    dues.ifPresent(told -> facets.put("billing", told));
    return Content.of(facets, personal);
  }

  /** What is still to be told where the books are closed to everything else. */
  Optional<Content> belated() {
    Map<String, ObjectNode> facets = new HashMap<>();
    parcels.ifPresent(told -> facets.put("fulfilment", told));
    dues.ifPresent(told -> facets.put("billing", told));
    return facets.isEmpty()
        ? Optional.empty()
        : Optional.of(Content.of(facets, JsonNodeFactory.instance.objectNode()));
  }
}
