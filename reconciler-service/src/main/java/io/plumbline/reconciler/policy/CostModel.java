package io.plumbline.reconciler.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a drift may cost, one formula per kind. Each takes only the part that no other finding of
 * the same entity accounts for, so that the exposures of an entity may be added up.
 */
public final class CostModel {
  /** What has not left yet. */
  public static final String UNSHIPPED = "unshipped quantity x unit price";

  /** What has left and was not billed. */
  public static final String UNBILLED = "shipped quantity x unit price";

  public static final String WHOLE = "the whole amount of the record or line";

  /** What the provider put on the account, against what it took. */
  public static final String SETTLED = "|captured or refunded - on the account|";

  public static final String KEPT = "|fee told - fee kept|";

  public static final String MOVED = "|amount - fee - net|, unless amount or fee differ";

  public static final String OUTSTANDING = "what is not paid out of the payment";

  public static final String UNKNOWN = "the entry's amount";

  /** With the fee for it. */
  public static final String TAKEN = "net of the chargebacks";

  public static final String DEPOSITED = "|received - deposited|";

  /** Kept, since the JDK copies the set of all currencies for everyone who asks for it. */
  private static final Map<String, Integer> DIGITS =
      Currency.getAvailableCurrencies().stream()
          .collect(
              Collectors.toUnmodifiableMap(
                  Currency::getCurrencyCode,
                  known -> Math.max(0, known.getDefaultFractionDigits())));

  private CostModel() {}

  /** An order that one side does not have is turnover that is not booked, or not owed. */
  public static Optional<Exposure> missing(@Nullable BigDecimal total, @Nullable String currency) {
    return exposure(total, currency, "the order's total");
  }

  /** Every copy too many would be shipped and billed once more. */
  public static Optional<Exposure> duplicate(
      @Nullable BigDecimal total, int copies, @Nullable String currency) {
    BigDecimal extra = BigDecimal.valueOf(copies - 1L);
    return exposure(
        total == null ? null : total.multiply(extra), currency, "total x copies too many");
  }

  /** A sum that differs costs the difference. */
  public static Optional<Exposure> sum(BigDecimal difference, @Nullable String currency) {
    return exposure(difference, currency, "|expected - actual|, less what other findings explain");
  }

  /** Cents: what rounding alone shifts. */
  public static Optional<Exposure> rounding(BigDecimal difference, @Nullable String currency) {
    return exposure(difference, currency, "|expected - actual|");
  }

  public static Optional<Exposure> quantity(
      BigDecimal difference, @Nullable BigDecimal price, @Nullable String currency) {
    return exposure(
        price == null ? null : difference.multiply(price),
        currency,
        "|expected - actual quantity| x expected unit price");
  }

  /** By the actual quantity, so that price and quantity of one line together give its value. */
  public static Optional<Exposure> price(
      BigDecimal difference, @Nullable BigDecimal quantity, @Nullable String currency) {
    return exposure(
        quantity == null ? null : difference.multiply(quantity),
        currency,
        "|expected - actual unit price| x actual quantity");
  }

  /** The wrong article, status or currency puts the whole amount behind it at stake. */
  public static Optional<Exposure> whole(@Nullable BigDecimal amount, @Nullable String currency) {
    return exposure(amount, currency, WHOLE);
  }

  /** What it costs when the buyer of an order has to ask, where the company knows it. */
  public static Optional<Exposure> support(Map<String, BigDecimal> costs, String currency) {
    return exposure(costs.get(currency), currency, "support cost per order");
  }

  /** Goods at their prices, by the formula that says which. */
  public static Optional<Exposure> goods(
      BigDecimal value, @Nullable String currency, String formula) {
    return exposure(value, currency, formula);
  }

  /** Money that somebody owes, by the formula that says which. */
  public static Optional<Exposure> money(
      BigDecimal amount, @Nullable String currency, String formula) {
    return exposure(amount, currency, formula);
  }

  private static Optional<Exposure> exposure(
      @Nullable BigDecimal amount, @Nullable String currency, String formula) {
    if (amount == null || currency == null) {
      return Optional.empty();
    }
    String shown = amount.abs().setScale(digits(currency), RoundingMode.HALF_UP).toPlainString();
    return Optional.of(new Exposure(shown, currency, formula));
  }

  /** The smallest amount that can be paid in a currency: a penny, a yen, a fils. */
  public static BigDecimal grain(@Nullable String currency) {
    return BigDecimal.ONE.movePointLeft(currency == null ? 2 : digits(currency));
  }

  private static int digits(String currency) {
    return DIGITS.getOrDefault(currency, 2);
  }
}
