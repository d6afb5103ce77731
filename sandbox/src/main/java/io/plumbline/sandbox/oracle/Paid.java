package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a shop took for an order through its payment provider, and what stands on its account with
 * the provider for it.
 */
public record Paid(List<Payment> payments, List<Entry> entries) {
  static final Paid NOTHING = new Paid(List.of(), List.of());

  public Paid {
    payments = List.copyOf(payments);
    entries = List.copyOf(entries);
  }

  /** Money that came in. */
  record Payment(String id, BigDecimal amount) {}

  /**
   * An entry of the account.
   *
   * @param payment the payment that it settles, or empty
   */
  record Entry(String payment, String type, BigDecimal amount, BigDecimal net) {}
}
