package io.plumbline.engine.delivery;

import java.time.Duration;

/** The documented defaults. */
final class TestConfig implements DeliveryConfig {

  @Override
  public Duration lease() {
    return Duration.ofSeconds(15);
  }

  @Override
  public int parallelism() {
    return 8;
  }

  @Override
  public Duration poll() {
    return Duration.ofMillis(20);
  }

  @Override
  public Duration backoffBase() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Duration backoffMax() {
    return Duration.ofMinutes(1);
  }

  @Override
  public int retries() {
    return 3;
  }

  @Override
  public Duration throttlePause() {
    return Duration.ofSeconds(2);
  }

  @Override
  public Duration probe() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int breakerFailures() {
    return 5;
  }
}
