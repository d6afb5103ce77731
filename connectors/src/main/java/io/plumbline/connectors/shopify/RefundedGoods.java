package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Shopify takes what was refunded off its order. What had left by then was sold and shipped all the
 * same, and that is what the order says to the other systems: it is put back, with its money. What
 * was refunded before it left is sold no more.
 */
final class RefundedGoods {

  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,9})?");

  /** Units that never left, by the vendor's own word; and units that did. */
  private static final String CANCELLED = "cancel";

  private static final String RETURNED = "return";

  private final OrderSpelling spelling;
  private final String current;
  private final ObjectNode order;

  private RefundedGoods(ObjectNode order) {
    this.spelling = OrderSpelling.of(order);
    this.current = spelling.field("current_quantity");
    this.order = order;
  }

  /** The order as it was sold; itself where nothing that left was refunded. */
  static ObjectNode putBack(ObjectNode payload) throws Unusable {
    if (!payload.path("refunds").isArray() || payload.path("refunds").isEmpty()) {
      return payload;
    }
    var goods = new RefundedGoods(payload.deepCopy());
    goods.putBack();
    return goods.order;
  }

  private void putBack() throws Unusable {
    var shipped = shipped();
    for (var line : order.at(spelling.list("line_items"))) {
      if (line instanceof ObjectNode sold && sold.path(current).isInt()) {
        var id = ShopifyIds.number(sold.path("id")).orElse("");
        putBack(sold, shipped.getOrDefault(id, 0), refundsOf(id));
      }
    }
  }

  private Map<String, Integer> shipped() {
    var shipped = new HashMap<String, Integer>();
    ShopifyFulfilment.in(order).forEach(made -> Units.addAll(shipped, made.lines()));
    return shipped;
  }

  private List<JsonNode> refundsOf(String line) {
    var refunds = new ArrayList<JsonNode>();
    for (var refund : order.path("refunds")) {
      for (var each : refund.at(spelling.list("refund_line_items"))) {
        var of = ShopifyIds.number(each.at(spelling.lineId()));
        if (of.filter(line::equals).isPresent() && !kind(each).equals(CANCELLED)) {
          refunds.add(each);
        }
      }
    }
    return refunds;
  }

  /** Of what is neither called returned nor cancelled, as much had left as the rest leaves open. */
  private void putBack(ObjectNode line, int shipped, List<JsonNode> refunds) throws Unusable {
    var kept = line.path(current).asInt();
    var back = 0;
    for (var refund : refunds) {
      if (kind(refund).equals(RETURNED)) {
        back += putBack(line, refund);
      }
    }
    for (var refund : refunds) {
      var open = shipped - kept - back;
      if (!kind(refund).equals(RETURNED) && refund.path("quantity").asInt() <= open) {
        back += putBack(line, refund);
      }
    }
    line.put(current, kept + back);
  }

  private int putBack(ObjectNode line, JsonNode refund) throws Unusable {
    var units = refund.path("quantity").asInt();
    var subtotal = decimal(refund.at(spelling.shopMoney("subtotal")));
    var tax = decimal(refund.at(spelling.shopMoney("total_tax")));
    var price = decimal(line.at(spelling.unitPrice())).multiply(BigDecimal.valueOf(units));
    add(spelling.amount("current_total_price"), total(subtotal, tax));
    add(spelling.amount("current_subtotal_price"), subtotal);
    add(spelling.amount("current_total_tax"), tax);
    add(spelling.amount("current_total_discounts"), price.subtract(subtotal).max(BigDecimal.ZERO));
    add(
        spelling.presentmentMoney("current_total_price"),
        total(
            decimal(refund.at(spelling.presentmentMoney("subtotal"))),
            decimal(refund.at(spelling.presentmentMoney("total_tax")))));
    return units;
  }

  private BigDecimal total(BigDecimal subtotal, BigDecimal tax) {
    var included = order.path(spelling.field("taxes_included")).asBoolean();
    return included ? subtotal : subtotal.add(tax);
  }

  private String kind(JsonNode refund) {
    return refund.path(spelling.field("restock_type")).asText("").toLowerCase(Locale.ROOT);
  }

  private void add(JsonPointer sum, BigDecimal amount) throws Unusable {
    if (order.at(sum).isValueNode()
        && !order.at(sum).isNull()
        && order.at(sum.head()) instanceof ObjectNode holder) {
      var now = decimal(order.at(sum)).add(amount);
      holder.put(sum.last().getMatchingProperty(), now.toPlainString());
    }
  }

  private static BigDecimal decimal(JsonNode amount) throws Unusable {
    var text = amount.asText("");
    if (!DECIMAL.matcher(text).matches()) {
      throw new Unusable("refunds: expected amounts of money, found another value.");
    }
    return new BigDecimal(text);
  }
}
