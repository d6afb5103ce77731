package io.plumbline.engine.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code plumbline.delivery}: how writes are claimed, repeated and given up. */
@ConfigMapping(prefix = "plumbline.delivery")
public interface DeliveryConfig {

  /**
   * How long a claim holds. Longer than twice any connection's timeout, since a call waits for its
   * turn up to the timeout and then takes up to the timeout; short, since a killed process leaves
   * its claims to run out.
   */
  @WithDefault("15s")
  Duration lease();

  /** Deliveries worked on at once, per connection and replica. */
  @WithDefault("8")
  int parallelism();

  /** The longest a due row waits to be noticed. */
  @WithDefault("100ms")
  Duration poll();

  @WithDefault("1s")
  Duration backoffBase();

  @WithDefault("1m")
  Duration backoffMax();

  /** Counted retries after the first try; then a dead letter. */
  @WithDefault("3")
  int retries();

  /** The pause after a refusal for the vendor's limit that does not name one. */
  @WithDefault("2s")
  Duration throttlePause();

  /** Between two probes of a connection that does not serve, and two letters that revive. */
  @WithDefault("5s")
  Duration probe();

  /**
   * Failures in a row that open a connection's breaker: more than one delivery can have by itself
   * before it is given up, so that one bad record does not stop the others.
   */
  @WithDefault("5")
  int breakerFailures();
}
