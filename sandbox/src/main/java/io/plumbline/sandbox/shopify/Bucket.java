package io.plumbline.sandbox.shopify;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The leaky bucket of query points: each call takes what it may cost and gets back the rest. */
final class Bucket {
  // The vendor's buckets hold twenty seconds of what they restore.
  private static final int SECONDS_HELD = 20;

  private final Clock clock;
  private final double restoreRate;
  private final double maximum;
  private double available;
  private Instant filled;

  Bucket(int pointsPerSecond, Clock clock) {
    this.clock = clock;
    this.restoreRate = pointsPerSecond;
    this.maximum = (double) pointsPerSecond * SECONDS_HELD;
    this.available = maximum;
    this.filled = clock.instant();
  }

  synchronized boolean take(int points) {
    fill();
    if (available < points) {
      return false;
    }
    available -= points;
    return true;
  }

  synchronized void giveBack(int points) {
    available = Math.min(maximum, available + points);
  }

  /** The {@code throttleStatus} of an answer. */
  synchronized Map<String, Object> status() {
    fill();
    return Map.of(
        "maximumAvailable", maximum,
        "currentlyAvailable", (long) available,
        "restoreRate", restoreRate);
  }

  private void fill() {
    Instant now = clock.instant();
    double seconds = Duration.between(filled, now).toNanos() / 1e9;
    available = Math.min(maximum, available + seconds * restoreRate);
    filled = now;
  }
}
