package io.plumbline.sandbox.fault;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time in which the vendor let nobody list its records, as it remembers it itself.
 *
 * @param until when it ended, or is to end
 * @param lastListed the last listing that was answered before it
 * @param listedAgain the first listing that was answered after it
 * @param refused how many calls met it
 */
public record Absence(
    Instant from,
    Instant until,
    @Nullable Instant lastListed,
    @Nullable Instant listedAgain,
    long refused) {

  /** As it is from now on: a plan that names a time before it came changes nothing back then. */
  static Absence of(FaultPlan.Down down, @Nullable Instant lastListed, Instant now) {
    Instant from = down.from().isBefore(now) ? now : down.from();
    return new Absence(from, down.until(), lastListed, null, 0);
  }

  Absence met() {
    return new Absence(from, until, lastListed, listedAgain, refused + 1);
  }

  /** A listing was answered: before, in spite of or after this absence. */
  Absence listed(Instant at) {
    if (at.isBefore(from)) {
      return new Absence(from, until, at, listedAgain, refused);
    }
    return at.isBefore(until) || listedAgain != null
        ? this
        : new Absence(from, until, lastListed, at, refused);
  }

  /** Another plan came into force before it was over. */
  Absence cutAt(Instant now) {
    return now.isBefore(until) ? new Absence(from, now, lastListed, listedAgain, refused) : this;
  }

  boolean awaited(Instant now) {
    return listedAgain == null && !now.isBefore(from);
  }
}
