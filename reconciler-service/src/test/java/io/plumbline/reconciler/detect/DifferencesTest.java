package io.plumbline.reconciler.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Commercial.Line;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.policy.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

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

  private static List<Difference> differences(
      Commercial sold, Commercial booked, String tolerance) {
    Pair pair = new Pair(sold, booked, new Hop("shopify-eu", "netsuite"), true, "by policy");
    return Differences.of(pair, policy(tolerance)).toList();
  }

  private static Commercial order(
      String currency, String total, String tax, Map<String, Line> lines) {
    return new Commercial(
        "open",
        currency,
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

  private static Policy policy(String tolerance) {
    return new Policy(
        Map.of(),
        new Policy.Windows(
            Duration.ofSeconds(30), Map.of(), Duration.ofHours(1), 3, 30, new BigDecimal("0.2")),
        new Policy.Comparison(
            Set.of("total", "tax", "quantity", "unitPrice", "sku"),
            new BigDecimal(tolerance),
            new BigDecimal("0.01")),
        new Policy.Authority(Role.STOREFRONT, Role.ERP, Role.ERP, Role.ERP),
        false,
        Role.ERP,
        Duration.ofMinutes(5),
        Map.of(),
        Severity.MEDIUM);
  }
}
