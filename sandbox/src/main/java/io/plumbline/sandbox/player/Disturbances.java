package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.chaos.Onslaught;
import io.plumbline.sandbox.chaos.Victim;
import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the vendors and our own process fail in ways that the product has to absorb. */
final class Disturbances {
  /** Longer than a window, so that a product that runs windows by the wall is found out. */
  private static final Duration AWAY = Duration.ofSeconds(6);

  private static final String FAULTS = "/sandbox/faults";

  private static final Duration RESTART = Duration.ofSeconds(1);

  private final Vendors vendors;
  private final OrderService orderService;
  private final Clock clock;
  private final double chance;
  private final Plans plans;
  private final Downs downs;
  private final List<Outage> kills = new CopyOnWriteArrayList<>();
  private final AtomicLong killed = new AtomicLong();
  private final ObjectNode silence = JsonApi.JSON.createObjectNode();
  private volatile boolean serviceAway;
  private volatile Instant killedAt = Instant.EPOCH;
  private volatile @Nullable Onslaught onslaught;

  Disturbances(Vendors vendors, OrderService orderService, Clock clock, double chance) {
    this.vendors = vendors;
    this.orderService = orderService;
    this.clock = clock;
    this.chance = chance;
    this.plans = new Plans(vendors, chance);
    this.downs = new Downs(plans, clock);
  }

  boolean wanted() {
    return chance > 0 || onslaught != null;
  }

  /** What an onslaught may spoil. */
  List<Victim> victims() {
    return vendors.all().stream().<Victim>map(Spoilt::new).toList();
  }

  /** From the beginning of the day on these blows fall, instead of those of the demo. */
  void suffer(Onslaught blows) {
    onslaught = blows;
  }

  /** Puts everything that goes wrong on the agenda of a day. */
  void schedule(Agenda agenda, Duration day, long seed) {
    begin(seed);
    Onslaught blows = onslaught;
    if (blows == null) {
      launchDay(agenda, day);
    } else {
      blows.start(day, this::allAnswer);
    }
  }

  private void launchDay(Agenda agenda, Duration day) {
    int part = 0;
    for (Source vendor : vendors.all()) {
      part += 10;
      Duration due = day.multipliedBy(part).dividedBy(100);
      agenda.in(due, "take " + vendor.connection() + " down", () -> down(vendor, AWAY));
    }
    agenda.in(
        day.multipliedBy(50).dividedBy(100),
        "kill the order service",
        () -> {
          if (killOrderService()) {
            agenda.in(RESTART, "see the order service back", this::orderServiceIsBack);
          }
          return true;
        });
  }

  /**
   * The first shop lets nobody list its orders for so long, while its webhooks go on; false while
   * anything is away, since nobody should have two reasons not to hear.
   */
  boolean silence(Duration length) {
    if (!calm()) {
      return false;
    }
    silence
        .put("from", clock.instant().toString())
        .put("for", length.toString())
        .put("what", "listings")
        .put("mode", "503");
    Source silenced = silenced();
    ObjectNode plan = plans.usual(silenced);
    plan.set("down", silence);
    silenced.api().put(FAULTS, plan);
    return true;
  }

  /** When nobody of ours could listen to a connection, or nobody could be sure to. */
  List<Outage> deaf(String connection) {
    return Stream.concat(standstills(), downs.uncertain(connection)).toList();
  }

  private Stream<Outage> standstills() {
    Onslaught blows = onslaught;
    return blows == null
        ? kills.stream()
        : Stream.concat(kills.stream(), blows.standstills().stream());
  }

  /** From now on requests and webhooks fail by chance. */
  private void begin(long seed) {
    long own = seed;
    for (Source vendor : vendors.all()) {
      vendor.api().put(FAULTS, plans.usual(vendor).put("seed", own));
      own++;
    }
  }

  /** Its supervisor brings it back; false when it cannot be found. */
  private boolean killOrderService() {
    killedAt = clock.instant();
    boolean done = orderService.kill();
    killed.addAndGet(done ? 1 : 0);
    serviceAway = done;
    return done;
  }

  /** Whether it has caught up with what arrived while it was dead. */
  private boolean orderServiceIsBack() {
    boolean back = orderService.hasCaughtUp();
    if (back) {
      serviceAway = false;
      kills.add(new Outage(killedAt, clock.instant()));
    }
    return back;
  }

  /**
   * Whether no vendor and no process of ours is away, nor was a moment ago, and each vendor has
   * been listed since: polls come back slowly after an outage, and may be all that tells.
   */
  boolean calm() {
    Onslaught blows = onslaught;
    return (blows == null || blows.calm()) && allAnswer();
  }

  private boolean allAnswer() {
    return !serviceAway
        && downs.over()
        && vendors.all().stream()
            .allMatch(
                vendor -> vendor.api().get("/sandbox/idle").path("listingsAwaited").asLong() == 0);
  }

  /** Waits until the last blow is over, and says what was not recovered from. */
  List<String> finish() throws InterruptedException {
    Onslaught blows = onslaught;
    return blows == null ? List.of() : blows.finish();
  }

  /**
   * No more faults: what was disturbed can settle. A silence is none, and lasts as long as it does.
   */
  void end() {
    for (Source vendor : vendors.all()) {
      ObjectNode none = JsonApi.JSON.createObjectNode().put("probability", 0);
      none.putArray("kinds");
      if (vendor.equals(silenced()) && !silence.isEmpty()) {
        none.set("down", silence);
      }
      vendor.api().put(FAULTS, none);
      setClock(vendor, Duration.ZERO);
    }
  }

  private static void setClock(Source vendor, Duration offset) {
    ObjectNode clock = JsonApi.JSON.createObjectNode().put("offset", offset.toString());
    vendor.api().put("/sandbox/clock", clock);
  }

  private Source silenced() {
    return vendors.storefronts().getFirst();
  }

  /** When which work had to stand still. */
  List<Outage> outages(BiFunction<String, Instant, Optional<Instant>> firstWriteAfter) {
    return Stream.concat(standstills(), downs.outages(firstWriteAfter)).toList();
  }

  /** How often each kind struck, as the emulators counted it. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (Source vendor : vendors.all()) {
      JsonNode byKind = vendor.api().get("/sandbox/faults/counts");
      byKind
          .properties()
          .forEach(one -> counts.merge(one.getKey(), one.getValue().asLong(), Long::sum));
    }
    if (killed.get() > 0) {
      counts.put("processKilled", killed.get());
    }
    Onslaught blows = onslaught;
    if (blows != null) {
      counts.putAll(blows.counts());
    }
    return counts;
  }

  private boolean down(Source vendor, Duration time) {
    ObjectNode plan = plans.usual(vendor);
    plan.putObject("down").put("from", "PT0S").put("for", time.toString());
    vendor.api().put(FAULTS, plan);
    downs.away(vendor, time);
    return true;
  }

  /** A vendor under an onslaught. */
  private final class Spoilt implements Victim {
    private final Source vendor;

    Spoilt(Source vendor) {
      this.vendor = vendor;
    }

    @Override
    public String connection() {
      return vendor.connection();
    }

    @Override
    public void away(Duration time) {
      down(vendor, time);
    }

    @Override
    public void brownOut(Duration time) {
      vendor.api().put(FAULTS, plans.brownOut(vendor));
      downs.worn(vendor, time);
    }

    @Override
    public void clock(Duration offset) {
      setClock(vendor, offset);
    }

    @Override
    public void recover() {
      vendor.api().put(FAULTS, plans.usual(vendor));
    }
  }

  /** Our service as its supervisor and its public status show it. */
  interface OrderService {
    /** False when it is not known which process it is. */
    boolean kill();

    /** False while it is away or still has messages to read. */
    boolean hasCaughtUp();
  }
}
