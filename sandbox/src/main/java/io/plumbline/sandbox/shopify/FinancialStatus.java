package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.math.BigDecimal;
import java.util.Locale;

/** Where the money of an order stands. */
enum FinancialStatus {
  PENDING,
  PARTIALLY_PAID,
  PAID,
  REFUNDED,
  VOIDED;

  static FinancialStatus of(ShopOrder order) {
    BigDecimal paid = paid(order);
    if (order.cancelled()) {
      return order.refunded() ? REFUNDED : paid.signum() == 0 ? VOIDED : PAID;
    }
    if (paid.compareTo(Sums.current(order).total()) >= 0) {
      return PAID;
    }
    return paid.signum() == 0 ? PENDING : PARTIALLY_PAID;
  }

  static BigDecimal paid(ShopOrder order) {
    return order.payments().stream()
        .map(Payment::amount)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  /** The spelling of REST and webhooks. */
  String rest() {
    return name().toLowerCase(Locale.ROOT);
  }
}
