package io.plumbline.sandbox.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The clock by which a vendor stamps its records; it can be put forward and back. */
public final class VendorClock extends Clock {
  private final Clock right;
  private volatile Duration offset = Duration.ZERO;

  /**
   * @param right the clock of everybody else, and of the vendor's history
   */
  VendorClock(Clock right) {
    this.right = right;
  }

  void jump(Duration to) {
    offset = to;
  }

  Duration offset() {
    return offset;
  }

  @Override
  public Instant instant() {
    return right.instant().plus(offset);
  }

  @Override
  public ZoneId getZone() {
    return right.getZone();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    VendorClock there = new VendorClock(right.withZone(zone));
    there.jump(offset);
    return there;
  }
}
