package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10));

  @Test
  void doublesUpToItsMostAndIsHalfRandom() {
    RandomGenerator random = new Random(1);

    for (int i = 0; i < 200; i++) {
      assertThat(BACKOFF.after(1, random)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
      assertThat(BACKOFF.after(3, random)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(4));
      assertThat(BACKOFF.after(90, random))
          .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }
  }
}
