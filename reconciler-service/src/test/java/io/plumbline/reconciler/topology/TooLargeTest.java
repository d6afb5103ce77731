package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.policy.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An order that cannot be kept is told as one, and stops nobody else's. */
class TooLargeTest {
  private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
  private static final int LINES = 8_000;

  /** Mechanism: what is rehearsed has to fit the topic that keeps it; a broker would refuse it. */
  @Test
  void goesOnBehindAnOrderThatCannotBeKept() throws IOException {
    try (Stage stage = new Stage()) {
      stage.play(
          Events.watermark(NOON),
          Order.at(Events.SHOP, "shopify-eu:9", "9", NOON).with(lines()).observed(),
          Order.at(Events.ERP, "shopify-eu:9", "e9", NOON).with(lines()).observed(),
          Order.at(Events.SHOP, "shopify-eu:1", "1", NOON).observed());

      stage.until(NOON, NOON.plusSeconds(60));

      List<DeadLetter> letters = stage.letters();
      assertThat(letters).hasSize(1);
      assertThat(letters.getFirst().cause())
          .startsWith("expected an order of which all records together take at most 7340032 bytes");
      assertThat(stage.findings().values())
          .extracting(finding -> finding.key() + " " + finding.kind())
          .contains("shopify-eu:1 " + Kind.MISSING, "shopify-eu:9 " + Kind.MISSING);
    }
  }

  private static String lines() {
    String sku = "85123A".repeat(100);
    return IntStream.range(0, LINES)
        .mapToObj(line ->
            "\"%d\":{\"sku\":\"%s\",\"quantity\":\"6\",\"reference\":\"%1$d\"}"
                .formatted(line, sku))
        .collect(Collectors.joining(",", ",\"lines\":{", "}"));
  }
}
