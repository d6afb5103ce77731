package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a warehouse is asked to ship. It learns of the buyer where the goods go and no more, and
 * holds back what is not paid or what a person keeps back.
 *
 * @param held by a person; empty where nobody ever did, and the warehouse's own people may
 */
record Picking(Sale sale, boolean unpaid, Optional<Boolean> held) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> HEADER =
      List.of("number", "currency", "placedAt", "total", "subtotal", "tax", "discount", "shipping");

  private static final List<String> LINE = List.of("sku", "quantity", "unitPrice");

  Content content() {
    var commercial = sale.copy(HEADER).put("status", "open");
    commercial.set("lines", sale.lines(LINE, Map.of()));
    var fulfilment = JSON.objectNode();
    var holds = fulfilment.putObject("holds").put("payment", unpaid);
    held.ifPresent(kept -> holds.put("operator", kept));
    return Content.of(
        Map.of("commercial", commercial, "fulfilment", fulfilment), onlyWhere(sale.personal()));
  }

  private static ObjectNode onlyWhere(ObjectNode personal) {
    var where = JSON.objectNode();
    if (personal.has("shippingAddress")) {
      where.set("shippingAddress", personal.get("shippingAddress"));
    }
    return where;
  }
}
