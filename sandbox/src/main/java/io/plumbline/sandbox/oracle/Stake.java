package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Optional;

/** Money that a disagreement puts at stake, in the currency's own smallest unit. */
public record Stake(BigDecimal amount, String currency) {
  /** Nothing that could be counted. */
  static final Stake NONE = new Stake(BigDecimal.ZERO, "");

  private static final int USUAL_DIGITS = 2;

  static Stake of(Optional<BigDecimal> amount, Facts in) {
    String currency = in.header().getOrDefault("currency", "");
    return amount
        .filter(_ -> !currency.isEmpty())
        .map(sum -> new Stake(sum.abs().setScale(digits(currency), RoundingMode.HALF_UP), currency))
        .orElse(NONE);
  }

  /** Whether somebody else's sum is this one; its spelling does not matter. */
  public boolean is(BigDecimal other, String otherCurrency) {
    return amount.compareTo(other) == 0 && currency.equals(otherCurrency);
  }

  private static int digits(String currency) {
    try {
      return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    } catch (IllegalArgumentException e) {
      return USUAL_DIGITS;
    }
  }
}
