package io.plumbline.reconciler.topology;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;

/** A time in which a connection was not heard. */
@RegisterForReflection
record Standstill(Instant from, Instant until) {

  boolean longerThan(Duration length) {
    return Duration.between(from, until).compareTo(length) > 0;
  }

  boolean longerThan(Standstill other) {
    return longerThan(Duration.between(other.from, other.until));
  }
}
