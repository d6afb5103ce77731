package io.plumbline.sandbox.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Lets time pass, until the thread is interrupted. */
final class Waiting {
  private static final Duration GLANCE = Duration.ofMillis(250);

  private Waiting() {}

  static void pass(Duration time) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(time.toNanos());
  }

  /** False when it has not come true by then. */
  static boolean until(BooleanSupplier done, Instant latest, Clock clock)
      throws InterruptedException {
    while (!done.getAsBoolean()) {
      if (!clock.instant().isBefore(latest)) {
        return false;
      }
      pass(GLANCE);
    }
    return true;
  }
}
