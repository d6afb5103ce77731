package io.plumbline.reconciler.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.policy.Policy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HopLatencyTest {
  private static final Duration LEAST = Duration.ofSeconds(10);
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Policy.Windows POLICY =
      new Policy.Windows(LEAST, Map.of(), Duration.ofHours(1), 3, 30, new BigDecimal("0.2"));

  private final HopLatency hop = HopLatency.unknown(LEAST);

  @Test
  void keepsTheFloorUntilEnoughIsKnown() {
    agree(29, Duration.ofMinutes(1));

    move(Duration.ofMinutes(10));

    assertThat(hop.window().length()).isEqualTo(LEAST);
  }

  @Test
  void growsByAtMostAFifthAMinute() {
    agree(30, Duration.ofMinutes(1));

    move(Duration.ofMinutes(1));

    assertThat(hop.window().length())
        .isBetween(Duration.ofMillis(11_800), Duration.ofMillis(12_250));
  }

  @Test
  void comesToRestAtThreeTimesTheUsual() {
    agree(30, Duration.ofSeconds(5));

    move(Duration.ofMinutes(10));

    assertThat(hop.window().length()).isEqualTo(Duration.ofSeconds(15));
    assertThat(hop.window().usual()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void neverFallsBelowTheFloor() {
    agree(1_000, Duration.ofMillis(3));

    move(Duration.ofMinutes(10));

    assertThat(hop.window().length()).isEqualTo(LEAST);
  }

  /** Mechanism: the ceiling, without which drift on a slow hop is found a day later. */
  @Test
  void neverGrowsBeyondTheCeiling() {
    agree(30, Duration.ofHours(8));

    move(Duration.ofMinutes(50));

    assertThat(hop.window().length()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void putsTheFloorOfAHopBeforeTheCeiling() {
    Duration least = Duration.ofHours(2);
    HopLatency slow = HopLatency.unknown(least);

    slow.move(T, least, POLICY);
    slow.move(T.plusSeconds(60), least, POLICY);

    assertThat(slow.window().length()).isEqualTo(least);
  }

  @Test
  void isTheSameAfterBeingStored() {
    agree(100, Duration.ofSeconds(5));
    move(Duration.ofMinutes(10));

    HopLatency again = HopLatency.of(hop.stored());

    assertThat(again.window()).isEqualTo(hop.window());
  }

  private void agree(int times, Duration latency) {
    for (int i = 0; i < times; i++) {
      hop.agreedAfter(latency);
    }
  }

  private void move(Duration time) {
    for (long second = 0; second <= time.toSeconds(); second++) {
      hop.move(T.plusSeconds(second), LEAST, POLICY);
    }
  }
}
