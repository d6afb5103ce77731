package io.plumbline.engine.breaker;

import java.time.Duration;

/**
 * When a connection counts as dead, and how often it is asked whether it lives.
 *
 * @param failures calls in a row that failed for the connection's sake
 * @param probe the pause between two probes, and between two letters that revive
 */
public record BreakerSettings(int failures, Duration probe) {

  public BreakerSettings {
    if (failures < 1) {
      throw new IllegalArgumentException("expected at least one failure, found " + failures);
    }
  }
}
