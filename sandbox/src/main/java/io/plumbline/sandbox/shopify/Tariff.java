package io.plumbline.sandbox.shopify;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What Shopify Payments keeps of each charge.
 *
 * @param rate share of the amount, such as 0.029
 * @param flat in the shop's currency, whatever the amount
 */
public record Tariff(BigDecimal rate, BigDecimal flat) {
  /** The gateway that pays out through the shop's own account; the others do not. */
  static final String GATEWAY = "shopify_payments";

  public Tariff {
    if (rate.signum() < 0 || flat.signum() < 0) {
      throw new IllegalArgumentException("a tariff is not negative, found " + rate + ", " + flat);
    }
  }

  BigDecimal fee(BigDecimal amount) {
    return amount.multiply(rate).add(flat).setScale(2, RoundingMode.HALF_UP);
  }
}
