package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one connection has been heard, and when it last came back after standing still.
 *
 * @param resumedAt null while it has never stood still
 */
@RegisterForReflection
record Clock(Instant watermark, @Nullable Instant resumedAt) {

  /** A healthy clock moves on every poll; half a poll more is allowed for the poll itself. */
  private static final Duration LEAST_STALL = Duration.ofSeconds(1);

  Clock at(Instant next, Duration pollEvery) {
    if (!next.isAfter(watermark)) {
      return this;
    }
    Duration stall = pollEvery.multipliedBy(3).dividedBy(2);
    Duration bound = stall.compareTo(LEAST_STALL) > 0 ? stall : LEAST_STALL;
    boolean stoodStill = Duration.between(watermark, next).compareTo(bound) > 0;
    return new Clock(next, stoodStill ? next : resumedAt);
  }
}
