package io.plumbline.sandbox.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** Draws faults by the plan in force, from one seed, and counts what it drew. */
public final class Faults {
  private final Map<Fault, LongAdder> counts = new ConcurrentHashMap<>();
  private final Clock clock;
  private final VendorClock stamps;
  private final Random random;
  private final Absences absences = new Absences();
  private volatile FaultPlan plan = FaultPlan.NONE;

  public Faults(long seed, Clock clock) {
    this.random = new Random(seed);
    this.clock = clock;
    this.stamps = new VendorClock(clock);
  }

  /** By which records are stamped, and nothing else. */
  public VendorClock stamps() {
    return stamps;
  }

  /** Puts another plan in force; a {@code seed} in it starts the dice anew. */
  public void plan(JsonNode json) {
    Instant now = clock.instant();
    plan = FaultPlan.read(json, now);
    absences.replan(Optional.ofNullable(plan.down()), now);
    if (json.hasNonNull("seed")) {
      synchronized (random) {
        random.setSeed(json.path("seed").asLong());
      }
    }
  }

  public FaultPlan plan() {
    return plan;
  }

  /** The outage in force now for such a call, counted once for each caller that meets it. */
  public Optional<FaultPlan.Down> outage(boolean listing) {
    FaultPlan.Down down = plan.down();
    if (down == null || !down.covers(clock.instant()) || (down.listingsOnly() && !listing)) {
      return Optional.empty();
    }
    count(Fault.DOWN);
    absences.met();
    return Optional.of(down);
  }

  /** A listing that was received then has been answered. */
  void listed(Instant received) {
    absences.listed(received);
  }

  /** When the vendor let nobody list its records. */
  List<Absence> absences() {
    return absences.all();
  }

  /** How many of these nobody has listed anything after yet. */
  long listingsAwaited() {
    return absences.awaited(clock.instant());
  }

  public Optional<Fault> forRequest(boolean write) {
    return draw(fault -> fault.strikesRequest(write));
  }

  /**
   * What goes wrong with a webhook; one that is the {@code onlyWitness} of what it tells is not
   * dropped, since nothing short of a full listing could make up for it.
   */
  public Optional<Fault> forWebhook(boolean onlyWitness) {
    return draw(fault -> fault.strikesWebhook() && !(onlyWitness && fault == Fault.DROP_WEBHOOK));
  }

  /** A time between a tenth of the most and the most. */
  public Duration upTo(Duration most) {
    return between(most.dividedBy(10), most);
  }

  /** How long nobody sees a write that timed out. */
  Duration lateness() {
    FaultPlan now = plan;
    return between(now.lateAtLeast(), now.late());
  }

  private Duration between(Duration least, Duration most) {
    synchronized (random) {
      return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }
  }

  public Map<String, Long> counts() {
    Map<String, Long> byId = new TreeMap<>();
    counts.forEach((fault, count) -> byId.put(fault.id(), count.sum()));
    return byId;
  }

  private Optional<Fault> draw(Predicate<Fault> possible) {
    FaultPlan now = plan;
    if (now.chances().isEmpty()) {
      return Optional.empty();
    }
    double dice;
    synchronized (random) {
      dice = random.nextDouble();
    }
    for (Fault fault : Fault.values()) {
      double chance = possible.test(fault) ? now.chances().getOrDefault(fault, 0.0) : 0;
      if (dice < chance) {
        count(fault);
        return Optional.of(fault);
      }
      dice -= chance;
    }
    return Optional.empty();
  }

  private void count(Fault fault) {
    counts.computeIfAbsent(fault, _ -> new LongAdder()).increment();
  }
}
