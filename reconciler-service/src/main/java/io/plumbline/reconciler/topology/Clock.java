package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far one connection has been heard, and when it stood still before.
 *
 * @param standstills each longer than all that came after it, which is all that can still be asked
 */
@RegisterForReflection
record Clock(Instant watermark, List<Standstill> standstills) {

  /** A healthy clock moves on every poll; half a poll more is allowed for the poll itself. */
  private static final Duration LEAST_STALL = Duration.ofSeconds(1);

  Clock {
    standstills = List.copyOf(standstills);
  }

  static Clock startingAt(Instant watermark) {
    return new Clock(watermark, List.of());
  }

  Clock at(Instant next, Duration pollEvery) {
    if (!next.isAfter(watermark)) {
      return this;
    }
    Duration stall = pollEvery.multipliedBy(3).dividedBy(2);
    Duration bound = stall.compareTo(LEAST_STALL) > 0 ? stall : LEAST_STALL;
    Standstill step = new Standstill(watermark, next);
    return new Clock(next, step.longerThan(bound) ? with(step) : standstills);
  }

  private List<Standstill> with(Standstill last) {
    return Stream.concat(
            standstills.stream().filter(earlier -> earlier.longerThan(last)), Stream.of(last))
        .toList();
  }

  /** When it was last heard again after more than so long. */
  Optional<Instant> resumedAfter(Duration length) {
    return standstills.stream()
        .filter(standstill -> standstill.longerThan(length))
        .map(Standstill::until)
        .max(Instant::compareTo);
  }
}
