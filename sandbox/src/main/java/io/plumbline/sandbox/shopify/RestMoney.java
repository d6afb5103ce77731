package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.BalanceEntry.Payout;
import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;

/**
 * Writes transactions, refunds, disputes and account entries the way REST and webhooks spell them.
 */
final class RestMoney {
  private RestMoney() {}

  /** The order's transactions, as REST lists them, with the fee that only GraphQL tells. */
  static ArrayNode transactions(ShopOrder order, ZoneId zone) {
    ArrayNode transactions = JsonNodeFactory.instance.arrayNode();
    order
        .payments()
        .forEach(payment ->
            transactions.add(
                transaction(order, payment, zone)
                    .put("fee", payment.fee() == null ? null : text(payment.fee()))));
    return transactions;
  }

  static ArrayNode refunds(ShopOrder order, ZoneId zone) {
    ArrayNode refunds = JsonNodeFactory.instance.arrayNode();
    order.payments().stream()
        .filter(payment -> !payment.received())
        .forEach(payment -> refunds.add(refund(order, payment, zone)));
    return refunds;
  }

  /** What is on the shop's account for the order, as REST lists it. */
  static ArrayNode balance(ShopOrder order, ZoneId zone) {
    ArrayNode balance = JsonNodeFactory.instance.arrayNode();
    order.balance().forEach(entry -> balance.add(entry(order, entry, zone)));
    return balance;
  }

  /** The newest refund, alone in a webhook of its own. */
  static ObjectNode newestRefund(ShopOrder order, ZoneId zone) {
    return (ObjectNode) refunds(order, zone).path(refunds(order, zone).size() - 1);
  }

  /** The newest dispute, alone in a webhook of its own. */
  static ObjectNode newestDispute(ShopOrder order, ZoneId zone) {
    BalanceEntry entry =
        order.balance().reversed().stream()
            .filter(each -> each.type() == BalanceEntry.Type.DISPUTE)
            .findFirst()
            .orElseThrow();
    return Json.object()
        .put("id", entry.id())
        .put("order_id", order.id())
        .put("type", "chargeback")
        .put("amount", text(entry.amount().abs()))
        .put("currency", order.money().currency())
        .put("reason", "fraudulent")
        .put("network_reason_code", "10.4")
        .put("status", "needs_response")
        .put("initiated_at", RestOrder.time(entry.processed(), zone))
        .putNull("finalized_on");
  }

  private static ObjectNode transaction(ShopOrder order, Payment payment, ZoneId zone) {
    ObjectNode json = Json.object();
    json.put("id", payment.id()).put("order_id", order.id());
    json.put("admin_graphql_api_id", Gid.of("OrderTransaction", payment.id()));
    json.put("parent_id", payment.parent()).put("kind", payment.kind());
    json.put("status", "success").put("gateway", payment.gateway());
    json.put("amount", text(payment.amount())).put("currency", order.money().currency());
    json.put("processed_at", RestOrder.time(payment.processed(), zone));
    return json.put("test", order.test());
  }

  private static ObjectNode refund(ShopOrder order, Payment payment, ZoneId zone) {
    ObjectNode json = Json.object().put("id", payment.id()).put("order_id", order.id());
    json.put("created_at", RestOrder.time(payment.processed(), zone));
    json.put("processed_at", RestOrder.time(payment.processed(), zone));
    List<RefundLine> goods =
        order.refundLines().stream().filter(line -> line.refund() == payment.id()).toList();
    boolean restocked = goods.stream().anyMatch(line -> !line.restock().equals("no_restock"));
    json.putNull("note").put("restock", restocked);
    ArrayNode lines = json.putArray("refund_line_items");
    goods.forEach(line -> lines.add(goods(order, line)));
    json.putArray("order_adjustments");
    json.putArray("transactions").add(transaction(order, payment, zone));
    return json;
  }

  /** Amounts as numbers here, and as text in the sets beside them. */
  private static ObjectNode goods(ShopOrder order, RefundLine line) {
    ObjectNode json = Json.object().put("id", line.id()).put("line_item_id", line.line());
    json.put("quantity", line.quantity()).put("restock_type", line.restock());
    json.put("subtotal", line.subtotal()).put("total_tax", line.tax());
    RestOrder.bag(json, "subtotal_set", line.subtotal(), order);
    RestOrder.bag(json, "total_tax_set", line.tax(), order);
    return json;
  }

  private static ObjectNode entry(ShopOrder order, BalanceEntry entry, ZoneId zone) {
    Payout payout = entry.payout();
    ObjectNode json = Json.object().put("id", entry.id()).put("type", entry.type().rest());
    json.put("test", order.test()).put("payout_id", payout == null ? null : payout.id());
    json.put("payout_status", rest(entry.payoutStatus()));
    json.put("currency", order.money().currency()).put("amount", text(entry.amount()));
    json.put("fee", text(entry.fee())).put("net", text(entry.net()));
    json.put("source_id", entry.payment()).put("source_type", entry.type().rest());
    json.put("source_order_id", order.id()).put("source_order_transaction_id", entry.payment());
    return json.put("processed_at", RestOrder.time(entry.processed(), zone));
  }

  private static String rest(String status) {
    return status.toLowerCase(java.util.Locale.ROOT);
  }

  private static String text(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }
}
