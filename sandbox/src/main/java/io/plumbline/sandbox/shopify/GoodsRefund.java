package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A refund that names goods: the order has as many fewer, and as much less to pay.
 *
 * @param json {@code lines} by id or SKU with {@code quantity} and {@code restock}; {@code amount}
 *     where other money is given back than the goods are worth
 */
record GoodsRefund(JsonNode json, Till till) {

  ShopOrder of(ShopOrder order) {
    List<RefundLine> given = new ArrayList<>();
    ShopOrder now = order;
    for (JsonNode named : json.path("lines")) {
      Line line = named(now, named);
      ShopOrder less = now.without(line, units(line, named));
      given.add(given(now, less, line, restock(named)));
      now = less.refunding(order.refundLines(), given);
    }
    BigDecimal worth = Sums.current(order).total().subtract(Sums.current(now).total());
    ShopOrder paid = till.refunded(now, Json.decimal(json, "amount").orElse(worth));
    if (paid.payments().size() == order.payments().size()) {
      throw new Refused(List.of("lines"), "Nothing was paid for what is given back.");
    }
    long refund = paid.payments().get(order.payments().size()).id();
    return paid.refunding(
        order.refundLines(),
        given.stream()
            .map(each ->
                new RefundLine(
                    each.id(),
                    refund,
                    each.line(),
                    each.quantity(),
                    each.shipped(),
                    each.restock(),
                    each.subtotal(),
                    each.tax()))
            .toList());
  }

  private RefundLine given(ShopOrder before, ShopOrder after, Line line, String restock) {
    Sums was = Sums.current(before);
    Sums is = Sums.current(after);
    int quantity = line.current() - after.line(line.id()).orElseThrow().current();
    return new RefundLine(
        till.ids().nextPayment(),
        0,
        line.id(),
        quantity,
        shipped(before, line, quantity, restock),
        restock,
        was.subtotal().subtract(is.subtotal()),
        was.tax().subtract(is.tax()));
  }

  /**
   * What has left can be returned, what has not can be cancelled; else what has left goes first.
   */
  private static int shipped(ShopOrder order, Line line, int quantity, String restock) {
    int kept = Math.max(0, order.dispatch().shipped(line.id()) - order.returned(line.id()));
    int open = order.unfulfilled(line);
    boolean possible =
        switch (restock) {
          case "return" -> quantity <= kept;
          case "cancel" -> quantity <= open;
          default -> quantity <= kept + open;
        };
    if (!possible) {
      throw new Refused(
          List.of("lines"),
          "%d of line %d cannot be refunded as %s.".formatted(quantity, line.id(), restock));
    }
    return restock.equals("cancel") ? 0 : Math.min(kept, quantity);
  }

  private static Line named(ShopOrder order, JsonNode named) {
    return order.lines().stream()
        .filter(line -> OrderEdit.names(named, line))
        .findFirst()
        .orElseThrow(() -> new Refused(List.of("lines"), "no such line: " + named));
  }

  private static int units(Line line, JsonNode named) {
    int units = named.path("quantity").asInt(line.current());
    if (units < 1 || units > line.current()) {
      throw new Refused(List.of("lines"), "a quantity that the order has: " + named);
    }
    return units;
  }

  private static String restock(JsonNode named) {
    String restock = Json.text(named, "restock").orElse("return");
    if (!List.of("return", "cancel", "no_restock").contains(restock)) {
      throw new Refused(List.of("lines"), "return, cancel or no_restock, not " + restock);
    }
    return restock;
  }
}
