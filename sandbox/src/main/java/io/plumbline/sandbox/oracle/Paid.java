package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

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

  /**
   * Money that came in.
   *
   * @param fee what the provider said that it keeps; empty where it does not say
   */
  record Payment(String id, BigDecimal amount, Optional<BigDecimal> fee) {}

  /**
   * An entry of the account.
   *
   * @param payment the payment that it settles, or empty
   * @param net by how much the account moved
   */
  record Entry(
      String id, String payment, String type, BigDecimal amount, BigDecimal fee, BigDecimal net) {}
}
