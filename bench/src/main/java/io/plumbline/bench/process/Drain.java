package io.plumbline.bench.process;

import io.plumbline.bench.report.Samples;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Watches a backlog being worked off, and times the middle of it: neither a JVM that has not
 * compiled its code yet nor the last half-empty batch is anybody's rate.
 */
public final class Drain {

  private static final long GLANCE_MILLIS = 100;

  private static final double END = 0.9;

  private final LongSupplier done;
  private final long all;
  private final double warm;
  private final Duration patience;

  /**
   * Nothing is watched yet.
   *
   * @param done how much is done so far; never falls
   * @param all how much there is
   * @param warm the share of it after which the process is warm
   * @param patience how long nothing may happen
   */
  public Drain(LongSupplier done, long all, double warm, Duration patience) {
    this.done = done;
    this.all = all;
    this.warm = warm;
    this.patience = patience;
  }

  /**
   * Waits until nine tenths are done, and tells the rate since it was warm.
   *
   * @throws IllegalStateException where nothing happened for longer than the patience
   */
  public Samples await() throws InterruptedException {
    Point last = now();
    Point begun = last;
    long lastMoved = last.nanos();
    while (last.done() < all * END) {
      TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS);
      Point seen = now();
      if (seen.done() > last.done()) {
        lastMoved = seen.nanos();
      } else if (seen.nanos() - lastMoved > patience.toNanos()) {
        throw new IllegalStateException(
            "stuck at %d of %d for %s".formatted(seen.done(), all, patience));
      }
      begun = seen.done() <= all * warm ? seen : begun;
      last = seen;
    }
    return Samples.rate(last.done() - begun.done(), Duration.ofNanos(last.nanos() - begun.nanos()));
  }

  private Point now() {
    return new Point(done.getAsLong(), System.nanoTime());
  }

  private record Point(long done, long nanos) {}
}
