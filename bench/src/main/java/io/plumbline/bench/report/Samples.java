package io.plumbline.bench.report;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * What one round brought.
 *
 * @param done how many operations ended well
 * @param took from the first to the last
 * @param latencies in microseconds; empty where only the rate is measured
 */
public record Samples(long done, Duration took, Histogram latencies) {

  private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(2);

  /** A histogram of three digits, for latencies up to two minutes. */
  public static Histogram histogram() {
    return new Histogram(LONGEST_MICROS, 3);
  }

  /** A rate without latencies. */
  public static Samples rate(long done, Duration took) {
    return new Samples(done, took, histogram());
  }

  /** Latencies of what happens one after the other, where the rate says nothing. */
  public static Samples latencies(Histogram latencies) {
    return new Samples(latencies.getTotalCount(), Duration.ZERO, latencies);
  }

  /** Whether it was measured how many there are a second. */
  public boolean rated() {
    return took.isPositive();
  }

  public double perSecond() {
    return done * 1e9 / Math.max(1, took.toNanos());
  }

  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1e3;
  }

  public boolean timed() {
    return latencies.getTotalCount() > 0;
  }

  /** Both rounds as one. */
  public Samples plus(Samples other) {
    Histogram both = latencies.copy();
    both.add(other.latencies);
    return new Samples(done + other.done, took.plus(other.took), both);
  }
}
