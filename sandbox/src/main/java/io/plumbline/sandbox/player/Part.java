package io.plumbline.sandbox.player;

import io.plumbline.sandbox.orders.Invoice;
import java.math.BigDecimal;
import java.util.Optional;

/** What one invoice plays: how it is sold, what happens to it, and what goes wrong with it. */
record Part(
    Invoice invoice, Life life, Optional<Drift> drift, boolean taxesIncluded, BigDecimal giftCard) {

  private static final BigDecimal VAT = new BigDecimal("0.20");

  boolean atTheTill() {
    return life == Life.TILL;
  }

  boolean domestic() {
    return invoice.country().equals("United Kingdom");
  }

  /** Exports are free of VAT. */
  BigDecimal taxRate() {
    return domestic() ? VAT : BigDecimal.ZERO;
  }

  boolean neverPushed() {
    return drift.filter(Drift.NEVER_PUSHED::equals).isPresent();
  }
}
