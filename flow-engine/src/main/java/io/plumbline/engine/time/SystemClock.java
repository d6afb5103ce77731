package io.plumbline.engine.time;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** The clock everything is injected with; a test brings its own. */
final class SystemClock {

  /** PostgreSQL's: a finer time would not be the same one after it was stored. */
  private static final Duration PRECISION = Duration.ofNanos(1_000);

  private SystemClock() {}

  @Produces
  @Singleton
  @DefaultBean
  static Clock clock() {
    return Clock.tick(Clock.systemUTC(), PRECISION);
  }
}
