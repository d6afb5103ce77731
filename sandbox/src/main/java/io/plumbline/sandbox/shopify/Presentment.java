package io.plumbline.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Turns shop money into what the buyer sees. */
final class Presentment {
  private Presentment() {}

  static BigDecimal of(BigDecimal amount, ShopOrder.Money money) {
    int digits = Currency.getInstance(money.presentment()).getDefaultFractionDigits();
    return amount.multiply(money.rate()).setScale(Math.max(digits, 0), RoundingMode.HALF_UP);
  }
}
