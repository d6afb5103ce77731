package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Predicate;

/** Where the money of an order stands. */
enum FinancialStatus {
  PENDING,
  PARTIALLY_PAID,
  PAID,
  PARTIALLY_REFUNDED,
  REFUNDED,
  VOIDED;

  static FinancialStatus of(ShopOrder order) {
    BigDecimal received = received(order);
    BigDecimal refunded = refunded(order);
    if (order.cancelled() && order.refunded()) {
      return REFUNDED;
    }
    if (refunded.signum() > 0) {
      return refunded.compareTo(received) >= 0 ? REFUNDED : PARTIALLY_REFUNDED;
    }
    if (order.cancelled()) {
      return received.signum() == 0 ? VOIDED : PAID;
    }
    if (received.compareTo(Sums.current(order).total()) >= 0) {
      return PAID;
    }
    return received.signum() == 0 ? PENDING : PARTIALLY_PAID;
  }

  /** What came in, before anything of it was given back. */
  static BigDecimal received(ShopOrder order) {
    return sum(order, Payment::received);
  }

  static BigDecimal refunded(ShopOrder order) {
    return sum(order, payment -> !payment.received());
  }

  private static BigDecimal sum(ShopOrder order, Predicate<Payment> wanted) {
    return order.payments().stream()
        .filter(wanted)
        .map(Payment::amount)
        .reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  /** The spelling of REST and webhooks. */
  String rest() {
    return name().toLowerCase(Locale.ROOT);
  }
}
