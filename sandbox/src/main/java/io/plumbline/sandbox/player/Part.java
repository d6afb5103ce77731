package io.plumbline.sandbox.player;

import io.plumbline.sandbox.orders.Invoice;
import java.math.BigDecimal;
import java.util.Optional;

/** What one invoice plays: where it is sold, what happens to it, and what goes wrong with it. */
record Part(
    Channel channel,
    Invoice invoice,
    Life life,
    Optional<Drift> drift,
    boolean taxesIncluded,
    BigDecimal giftCard) {

  /** The number under which people know the order. */
  String number() {
    return channel.number(invoice.number());
  }

  boolean atTheTill() {
    return life == Life.TILL;
  }

  boolean domestic() {
    return channel == Channel.GERMAN || isBritish(invoice);
  }

  static boolean isBritish(Invoice invoice) {
    return invoice.country().equals("United Kingdom");
  }

  /** Exports are free of VAT. */
  BigDecimal taxRate() {
    return domestic() ? channel.vat() : BigDecimal.ZERO;
  }

  boolean neverPushed() {
    return drift.filter(Drift.NEVER_PUSHED::equals).isPresent();
  }
}
