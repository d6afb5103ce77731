package io.plumbline.engine.delivery;

import java.time.Duration;

/** A call must be over before its lease is: another worker may take over then. */
final class LeaseBound {

  private LeaseBound() {}

  static void check(Target target, Duration lease) {
    Duration longest = target.longestCall();
    if (longest.compareTo(lease) >= 0) {
      throw new IllegalArgumentException(
          "plumbline.connections.%s.timeout: expected less than half of plumbline.delivery.lease (%s), found %s. Shorten the timeout or lengthen the lease."
              .formatted(target.name(), lease, target.connection().timeout()));
    }
  }
}
