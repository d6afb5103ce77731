package io.plumbline.reconciler.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Commercial.Line;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.policy.Presence;
import io.plumbline.reconciler.policy.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fields of two records differ, and what each difference costs by itself. */
class DifferencesTest {
  private static final Map<String, Line> LINES = lines("10.00");

  @Test
  void countsNoGoodsAgainstASideThatHoldsNoLines() {
    Commercial sold = order("GBP", "121.00", "21.00", LINES);
    Commercial booked = order("GBP", "120.00", "20.00", Map.of());

    List<Difference> found = differences(sold, booked, "0");

    assertThat(found).extracting(Difference::field).containsExactly("tax");
    assertThat(found.getFirst().exposure().orElseThrow().amount()).isEqualTo("1.00");
  }

  @Test
  void countsNoGoodsAgainstLinesWithoutPrices() {
    Commercial sold = order("GBP", "121.00", "21.00", LINES);
    Commercial booked = order("GBP", "120.00", "20.00", lines(null));

    assertThat(differences(sold, booked, "0")).extracting(Difference::field).containsExactly("tax");
  }

  @Test
  void toleratesInAUnitPriceWhatItToleratesOfMoney() {
    Commercial sold = order("GBP", "121.00", "21.00", lines("10.0004"));
    Commercial booked = order("GBP", "121.00", "21.00", lines("10.0000"));
    Commercial unnamed = order("GBP", "121.00", "21.00", without(lines("10.0000")));

    assertThat(differences(sold, booked, "0.01")).isEmpty();
    assertThat(differences(sold, unnamed, "0.01")).isEmpty();
    assertThat(differences(sold, booked, "0"))
        .extracting(Difference::field)
        .containsExactly("lines[9001].unitPrice");
  }

  /** One line, so twice the smallest amount of the currency. */
  @ParameterizedTest
  @CsvSource({
    "GBP, 121.02, true",
    "GBP, 121.03, false",
    "JPY, 123, true",
    "JPY, 124, false",
    "KWD, 121.002, true",
    "KWD, 121.010, false"
  })
  void callsRoundingWhatTheCurrencysLastDigitCanMake(
      String currency, String total, boolean rounded) {
    Commercial sold = order(currency, "121", "21", LINES);
    Commercial booked = order(currency, total, "21", LINES);

    assertThat(differences(sold, booked, "0"))
        .singleElement()
        .extracting(Difference::rounded)
        .isEqualTo(rounded);
  }

  private static Map<String, Line> without(Map<String, Line> lines) {
    Map<String, Line> unnamed = new TreeMap<>();
    lines.forEach((id, line) ->
        unnamed.put("1", new Line(line.sku(), line.quantity(), line.unitPrice(), null)));
    return unnamed;
  }

  private static List<Difference> differences(
      Commercial sold, Commercial booked, String tolerance) {
    Pair pair = new Pair(sold, booked, new Hop("shopify-eu", "netsuite"), true, "by policy");
    return Differences.of(pair, policy(tolerance)).toList();
  }

  private static Commercial order(
      String currency, String total, String tax, Map<String, Line> lines) {
    return new Commercial(
        "open",
        null,
        currency,
        null,
        null,
        new BigDecimal(total),
        new BigDecimal(tax),
        false,
        null,
        null,
        lines);
  }

  private static Map<String, Line> lines(@Nullable String price) {
    BigDecimal unitPrice = price == null ? null : new BigDecimal(price);
    return Map.of("9001", new Line("85123A", BigDecimal.TEN, unitPrice, "9001"));
  }

  @Test
  void amountsOfMoneyDifferBeyondTheTolerance() {
    Policy policy = policy("0.05");

    assertThat(policy.differs(new BigDecimal("10.00"), new BigDecimal("10.05"))).isFalse();
    assertThat(policy.differs(new BigDecimal("10.06"), BigDecimal.TEN)).isTrue();
  }

  private static Policy policy(String tolerance) {
    return new Policy(
        Map.of(),
        new Policy.Windows(
            Duration.ofSeconds(30), Map.of(), Duration.ofHours(1), 3, 30, new BigDecimal("0.2")),
        new Policy.Comparison(
            Set.of("total", "tax", "quantity", "unitPrice", "sku"),
            new BigDecimal(tolerance),
            BigDecimal.ONE),
        new Policy.Authority(Role.STOREFRONT, Role.ERP, Role.ERP, Role.ERP),
        false,
        Presence.in(Role.ERP),
        Map.of(),
        Map.of(),
        Duration.ofMinutes(5),
        Map.of(),
        Severity.MEDIUM);
  }
}
