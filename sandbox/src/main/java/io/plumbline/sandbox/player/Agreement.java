package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Facts;
import io.plumbline.sandbox.oracle.Oracle;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Watches one order until all systems have said the same for long enough. */
final class Agreement {
  /** Some polls: whoever watches the systems has seen them agree too. */
  private static final Duration LASTING = Duration.ofSeconds(6);

  private final Clock clock;
  private Optional<Instant> since = Optional.empty();

  Agreement(Clock clock) {
    this.clock = clock;
  }

  /** Starts to watch anew. */
  void forget() {
    since = Optional.empty();
  }

  /** Whether the order has settled, now that this is what the systems say. */
  boolean lasts(Facts shop, List<Facts> erp, List<Facts> warehouse) {
    if (!Oracle.agree(shop, erp, warehouse)) {
      since = Optional.empty();
      return false;
    }
    Instant now = clock.instant();
    Instant began = since.orElse(now);
    since = Optional.of(began);
    return !now.isBefore(began.plus(LASTING));
  }
}
