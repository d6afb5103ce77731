package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lays out what was given back of an order under the names of the schema.
 *
 * @param lines the order's lines by id, laid out
 */
record GraphqlRefund(ShopOrder order, Map<Long, Map<String, @Nullable Object>> lines) {

  List<Map<String, @Nullable Object>> all() {
    return refunds().map(this::refund).toList();
  }

  Optional<Map<String, @Nullable Object>> named(long id) {
    return refunds().filter(payment -> payment.id() == id).map(this::refund).findFirst();
  }

  private Stream<Payment> refunds() {
    return order.payments().stream().filter(payment -> !payment.received());
  }

  private Map<String, @Nullable Object> refund(Payment payment) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "Refund");
    map.put("id", Gid.of("Refund", payment.id()));
    map.put("legacyResourceId", String.valueOf(payment.id()));
    map.put("createdAt", payment.processed().toString());
    map.put("totalRefundedSet", GraphqlOrder.bag(payment.amount(), order.money()));
    map.put(
        "refundLineItems",
        order.refundLines().stream()
            .filter(each -> each.refund() == payment.id())
            .map(this::line)
            .toList());
    return map;
  }

  private Map<String, @Nullable Object> line(RefundLine given) {
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "RefundLineItem");
    map.put("id", Gid.of("RefundLineItem", given.id()));
    map.put("lineItem", lines.get(given.line()));
    map.put("quantity", given.quantity());
    map.put("restockType", given.restock().toUpperCase(Locale.ROOT));
    map.put("restocked", !given.restock().equals("no_restock"));
    map.put("subtotalSet", GraphqlOrder.bag(given.subtotal(), order.money()));
    map.put("totalTaxSet", GraphqlOrder.bag(given.tax(), order.money()));
    return map;
  }
}
