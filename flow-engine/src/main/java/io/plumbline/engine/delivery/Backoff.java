package io.plumbline.engine.delivery;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** The pause before a retry: doubling, bounded, half of it random so that retries do not march. */
record Backoff(Duration base, Duration max) {

  Duration after(int failures, RandomGenerator random) {
    long ceiling =
        Math.min(max.toMillis(), base.toMillis() << Math.min(Math.max(failures - 1, 0), 20));
    return Duration.ofMillis(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }
}
