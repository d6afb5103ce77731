package io.plumbline.connectors.record;

import java.util.Currency;
import java.util.Optional;

/** A text of three letters is a currency only if ISO 4217 lists it. */
public final class IsoCurrency {

  private IsoCurrency() {}

  public static Optional<Currency> of(String code) {
    try {
      return Optional.of(Currency.getInstance(code));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * How many decimals amounts have: none in yen, three in dinars, two where the code is unknown.
   */
  public static int decimals(String code) {
    return of(code).map(Currency::getDefaultFractionDigits).filter(digits -> digits >= 0).orElse(2);
  }
}
