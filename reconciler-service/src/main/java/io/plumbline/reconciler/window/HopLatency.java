package io.plumbline.reconciler.window;

import io.plumbline.reconciler.policy.Policy;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.jspecify.annotations.Nullable;

/** What one hop has taken to agree so far, and the window that follows from it. */
public final class HopLatency {
  private static final double WORST_USUAL = 0.99;
  private static final BigDecimal MINUTE = BigDecimal.valueOf(60_000);

  /** Steps shorter than this would round to nothing and write the store for nothing. */
  private static final Duration STEP = Duration.ofSeconds(1);

  private final KllDoublesSketch sketch;
  private Duration window;
  private @Nullable Instant movedAt;

  private HopLatency(KllDoublesSketch sketch, Duration window, @Nullable Instant movedAt) {
    this.sketch = sketch;
    this.window = window;
    this.movedAt = movedAt;
  }

  /** A hop that nothing is known of yet. */
  public static HopLatency unknown(Duration least) {
    return new HopLatency(KllDoublesSketch.newHeapInstance(), least, null);
  }

  /** The form in which a hop is stored. */
  @RegisterForReflection
  public record Stored(byte[] sketch, Duration window, @Nullable Instant movedAt) {}

  public static HopLatency of(Stored stored) {
    KllDoublesSketch sketch = KllDoublesSketch.heapify(MemorySegment.ofArray(stored.sketch()));
    return new HopLatency(sketch, stored.window(), stored.movedAt());
  }

  public Stored stored() {
    return new Stored(sketch.toByteArray(), window, movedAt);
  }

  /** Takes in how long one agreement took. */
  public void agreedAfter(Duration latency) {
    sketch.update((double) latency.toMillis());
  }

  /**
   * Moves the window towards where it belongs, by no more than the policy's pace since the last
   * move: one bad minute must not hide the drift of the next.
   */
  public boolean move(Instant now, Duration least, Policy.Windows policy) {
    Instant before = movedAt;
    if (before != null && now.isBefore(before.plus(STEP))) {
      return false;
    }
    movedAt = now;
    Duration target = longest(least, shortest(policy.ceiling(), wanted(policy)));
    if (before == null || window.equals(target)) {
      return false;
    }
    Duration step = step(Duration.between(before, now), policy.pace());
    Duration moved =
        window.compareTo(target) < 0
            ? shortest(target, window.plus(step))
            : longest(target, window.minus(step));
    window = longest(least, moved);
    return true;
  }

  private Duration step(Duration elapsed, BigDecimal pace) {
    BigDecimal minutes =
        BigDecimal.valueOf(Math.min(elapsed.toMillis(), 60_000))
            .divide(MINUTE, 6, RoundingMode.DOWN);
    return Duration.ofMillis(
        pace.multiply(minutes).multiply(BigDecimal.valueOf(window.toMillis())).longValue());
  }

  private Duration wanted(Policy.Windows policy) {
    return sketch.getN() < policy.samples() ? Duration.ZERO : usual().multipliedBy(policy.factor());
  }

  /** The time within which 99 of 100 have agreed. */
  public Duration usual() {
    return sketch.isEmpty()
        ? Duration.ZERO
        : Duration.ofMillis(Math.round(sketch.getQuantile(WORST_USUAL)));
  }

  /** How long the window is, without asking what is usual. */
  public Duration length() {
    return window;
  }

  public Window window() {
    Duration usual = usual();
    return new Window(window, sketch.isEmpty() ? window : shortest(usual, window));
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration shortest(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
