package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;

/** What gift cards paid of an order: a sum over transactions, which no mapping row can say. */
final class GiftCards {

  static final String GATEWAY = "gift_card";

  private GiftCards() {}

  /** The content with the sum, zero where no gift card paid. */
  static Content added(Content content, ObjectNode payload) throws Unusable {
    var paid = BigDecimal.ZERO.setScale(2);
    for (var transaction : payload.path("transactions")) {
      if (transaction.path("gateway").asText("").equals(GATEWAY) && succeeded(transaction)) {
        paid = paid.add(signed(transaction));
      }
    }
    var facets = new HashMap<>(content.facets());
    var commercial = facets.get("commercial");
    if (commercial != null) {
      facets.put("commercial", commercial.deepCopy().put("giftCards", paid.toPlainString()));
    }
    return Content.of(facets, content.personal());
  }

  private static boolean succeeded(JsonNode transaction) {
    return text(transaction, "status").equals("success");
  }

  private static BigDecimal signed(JsonNode transaction) throws Unusable {
    var amount = transaction.path("amountSet").path("shopMoney").path("amount");
    if (amount.isMissingNode()) {
      amount = transaction.path("amount");
    }
    var value = Json.decimal("transactions[].amount", amount);
    return switch (text(transaction, "kind")) {
      case "sale", "capture" -> value;
      case "refund" -> value.negate();
      default -> BigDecimal.ZERO;
    };
  }

  /** Lower case in REST, upper case in GraphQL. */
  private static String text(JsonNode transaction, String field) {
    return transaction.path(field).asText("").toLowerCase(Locale.ROOT);
  }
}
