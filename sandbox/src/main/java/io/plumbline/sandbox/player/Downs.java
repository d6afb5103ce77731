package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.oracle.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** When vendors were away or answered badly, and when they were really back. */
final class Downs {
  /** A storefront is only read: the next polls show what its webhooks did not. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(4);

  /** A product that needs longer to notice that the ERP is back has itself to blame. */
  private static final Duration PROBING = Duration.ofSeconds(30);

  private final List<Down> all = new CopyOnWriteArrayList<>();
  private final Plans plans;
  private final Clock clock;

  /**
   * A vendor that was away.
   *
   * @param worn whether it answered now and then
   */
  private record Down(Source vendor, Outage outage, boolean worn) {}

  Downs(Plans plans, Clock clock) {
    this.plans = plans;
    this.clock = clock;
  }

  void away(Source vendor, Duration time) {
    note(vendor, time, false);
  }

  void worn(Source vendor, Duration time) {
    note(vendor, time, true);
  }

  private void note(Source vendor, Duration time, boolean worn) {
    Instant now = clock.instant();
    all.add(new Down(vendor, new Outage(now, now.plus(time), vendor.connection()), worn));
  }

  /** Whether all of it is a while ago. */
  boolean over() {
    Instant now = clock.instant();
    return all.stream().allMatch(down -> now.isAfter(down.outage().until().plus(CATCHING_UP)));
  }

  /** When nobody could be sure to hear a vendor that still let itself be listed now and then. */
  Stream<Outage> uncertain(String connection) {
    return all.stream()
        .filter(down -> down.worn() && down.vendor().connection().equals(connection))
        .map(Down::outage);
  }

  /**
   * When which work had to stand still. A vendor that is back answers at once, but ours comes back
   * to it by probing, so its outage ends with the first write it took again.
   */
  Stream<Outage> outages(BiFunction<String, Instant, Optional<Instant>> firstWriteAfter) {
    return all.stream()
        .map(down -> {
          Instant until = down.outage().until();
          Instant back =
              plans.written(down.vendor())
                  ? firstWriteAfter
                      .apply(down.vendor().connection(), until)
                      .filter(at -> at.isBefore(until.plus(PROBING)))
                      .orElse(until.plus(CATCHING_UP))
                  : until.plus(CATCHING_UP);
          return new Outage(down.outage().from(), back, down.vendor().connection());
        });
  }
}
