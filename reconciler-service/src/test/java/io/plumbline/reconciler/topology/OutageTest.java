package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.policy.Hop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One outage must not blind the reconciler after it. */
class OutageTest {
  private static final String HOP = new Hop(SHOP, ERP).label();
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant DOWN = T.plusSeconds(100);
  private static final Instant BACK = DOWN.plus(Duration.ofHours(2));

  /**
   * Mechanism: an agreement during which a connection stood still is kept out of the sketch,
   * whether it is heard before or after the watermark that tells of the end.
   */
  @ParameterizedTest(name = "the watermark is heard first: {0}")
  @ValueSource(booleans = {false, true})
  void leavesTheWindowAsItWas(boolean watermarkFirst) throws IOException {
    try (Stage stage = new Stage()) {
      for (int number = 0; number < 100; number++) {
        Instant sold = T.plusSeconds(number);
        stage.play(sold(number, sold), booked(number, sold.plusMillis(500)));
        stage.play(watermark(sold.plusMillis(900)));
      }
      down(stage);
      if (watermarkFirst) {
        stage.play(watermark(BACK));
      }
      back(stage);
      stage.until(BACK.plusSeconds(1), BACK.plusSeconds(300));

      assertThat(stage.status().windows()).containsEntry(HOP, 10_000L);
    }
  }

  /** The same steps with slow agreements and no outage: they do move the window. */
  @Test
  void learnsFromAHopThatIsSlowByItself() throws IOException {
    try (Stage stage = new Stage()) {
      for (int number = 0; number < 100; number++) {
        Instant sold = T.plusSeconds(10L * number);
        stage.play(sold(number, sold)).until(sold, sold.plusMillis(7_900));
        stage.play(booked(number, sold.plusSeconds(8)));
        stage.until(sold.plusMillis(8_500), sold.plusMillis(9_500));
      }

      assertThat(stage.status().windows().get(HOP)).isGreaterThan(15_000L);
    }
  }

  private static void down(Stage stage) {
    for (int number = 100; number < 120; number++) {
      stage.play(sold(number, DOWN.plusSeconds(number)));
    }
    for (Instant at = DOWN; at.isBefore(BACK); at = at.plusSeconds(30)) {
      stage.play(watermark(at, Map.of(SHOP, at, ERP, DOWN)));
    }
  }

  private static void back(Stage stage) {
    for (int number = 100; number < 120; number++) {
      stage.play(booked(number, BACK.plusMillis(500)));
    }
  }

  private static Event sold(int number, Instant at) {
    return Order.at(SHOP, "shopify-eu:" + number, "s" + number, at).observed();
  }

  private static Event booked(int number, Instant at) {
    return Order.at(ERP, "shopify-eu:" + number, "e" + number, at).observed();
  }
}
