package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import java.math.BigDecimal;
import java.util.HashMap;

/**
 * Finishes what mapping rows cannot say of an order's money: what came in altogether, and that
 * nothing was asked, which is something else than that there is nothing.
 */
final class OrderMoney {

  /** Where a polled body has the order's transactions, if it was asked for them. */
  static final String PAYMENTS = "payments";

  /** Where a polled body has the account's entries for the order, if the account is read. */
  static final String ENTRIES = "balanceTransactions";

  private OrderMoney() {}

  static Content finished(Content content, ObjectNode payload) {
    var read = content.facets().get("billing");
    if (read == null) {
      return content;
    }
    var billing = read.deepCopy();
    if (payload.path(PAYMENTS).isArray()) {
      billing.put("paid", received(billing.path("payments")).toPlainString());
    } else {
      billing.remove("payments");
    }
    if (!payload.path(ENTRIES).isArray()) {
      billing.remove("payouts");
    }
    var facets = new HashMap<>(content.facets());
    facets.put("billing", billing);
    return Content.of(facets, content.personal());
  }

  /** Before anything of it was given back, save the change of a cash payment. */
  private static BigDecimal received(JsonNode payments) {
    var received = BigDecimal.ZERO.setScale(2);
    for (var payment : payments) {
      if (payment.path("status").asText().equals("success")) {
        var amount = new BigDecimal(payment.path("amount").asText("0"));
        received =
            switch (payment.path("kind").asText()) {
              case "sale", "capture" -> received.add(amount);
              case "change" -> received.subtract(amount);
              default -> received;
            };
      }
    }
    return received;
  }
}
