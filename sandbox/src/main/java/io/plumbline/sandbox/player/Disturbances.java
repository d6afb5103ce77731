package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Histories.Source;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;

/** Makes the vendors and our own process fail in ways that the product has to absorb. */
final class Disturbances {
  private static final List<String> OF_REQUESTS =
      List.of("throttle", "serverError", "slow", "dropBeforeEffect");
  private static final List<String> OF_WRITES =
      List.of("timeoutAfterEffect", "serverErrorAfterEffect", "lateEffect");
  private static final List<String> OF_WEBHOOKS =
      List.of("dropWebhook", "duplicateWebhook", "reorderWebhook", "delayWebhook");

  /** Longer than a window, so that a product that runs windows by the wall is found out. */
  private static final Duration AWAY = Duration.ofSeconds(6);

  private static final String FAULTS = "/sandbox/faults";

  private static final Duration RESTART = Duration.ofSeconds(1);

  /** A storefront is only read: the next polls show what its webhooks did not. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(4);

  /** A product that needs longer to notice that the ERP is back has itself to blame. */
  private static final Duration PROBING = Duration.ofSeconds(30);

  private final Vendors vendors;
  private final OrderService orderService;
  private final Clock clock;
  private final double chance;
  private final List<Down> downs = new CopyOnWriteArrayList<>();
  private final List<Outage> kills = new CopyOnWriteArrayList<>();
  private final AtomicLong killed = new AtomicLong();
  private final ObjectNode silence = JsonApi.JSON.createObjectNode();
  private volatile boolean serviceAway;
  private volatile Instant killedAt = Instant.EPOCH;

  Disturbances(Vendors vendors, OrderService orderService, Clock clock, double chance) {
    this.vendors = vendors;
    this.orderService = orderService;
    this.clock = clock;
    this.chance = chance;
  }

  boolean wanted() {
    return chance > 0;
  }

  /** Puts everything that goes wrong on the agenda of a day. */
  void schedule(Agenda agenda, Duration day, long seed) {
    begin(seed);
    int part = 0;
    for (Source vendor : vendors.all()) {
      part += 10;
      Duration due = day.multipliedBy(part).dividedBy(100);
      agenda.in(due, "take " + vendor.connection() + " down", () -> down(vendor));
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
    ObjectNode plan = plan(silenced);
    plan.set("down", silence);
    silenced.api().put(FAULTS, plan);
    return true;
  }

  /** When our own service was dead, so that it could not listen. */
  List<Outage> deaf() {
    return List.copyOf(kills);
  }

  /** From now on requests and webhooks fail by chance. */
  private void begin(long seed) {
    long own = seed;
    for (Source vendor : vendors.all()) {
      vendor.api().put(FAULTS, plan(vendor).put("seed", own));
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
    Instant now = clock.instant();
    return !serviceAway
        && downs.stream().allMatch(down -> now.isAfter(down.outage().until().plus(CATCHING_UP)))
        && vendors.all().stream()
            .allMatch(
                vendor -> vendor.api().get("/sandbox/idle").path("listingsAwaited").asLong() == 0);
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
    }
  }

  private Source silenced() {
    return vendors.storefronts().getFirst();
  }

  /**
   * When which work had to stand still. A vendor that is back answers at once, but ours comes back
   * to it by probing, so its outage ends with the first write it took again.
   */
  List<Outage> outages(BiFunction<String, Instant, Optional<Instant>> firstWriteAfter) {
    List<Outage> outages = new ArrayList<>(kills);
    for (Down down : downs) {
      Instant until = down.outage().until();
      Instant back =
          written(down.vendor())
              ? firstWriteAfter
                  .apply(down.vendor().connection(), until)
                  .filter(at -> at.isBefore(until.plus(PROBING)))
                  .orElse(until.plus(CATCHING_UP))
              : until.plus(CATCHING_UP);
      outages.add(new Outage(down.outage().from(), back, down.vendor().connection()));
    }
    return outages;
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
    return counts;
  }

  private boolean down(Source vendor) {
    ObjectNode plan = plan(vendor);
    plan.putObject("down").put("from", "PT0S").put("for", AWAY.toString());
    vendor.api().put(FAULTS, plan);
    Instant now = clock.instant();
    downs.add(new Down(vendor, new Outage(now, now.plus(AWAY), vendor.connection())));
    return true;
  }

  private ObjectNode plan(Source vendor) {
    ObjectNode kinds = JsonApi.JSON.createObjectNode();
    share(kinds, OF_REQUESTS);
    if (written(vendor)) {
      share(kinds, OF_WRITES);
    }
    if (!vendor.equals(vendors.books())) {
      share(kinds, OF_WEBHOOKS);
    }
    ObjectNode plan = JsonApi.JSON.createObjectNode();
    plan.set("kinds", kinds);
    return plan;
  }

  /** Where orders are brought; a shop is told of parcels only, which it repeats at once. */
  private boolean written(Source vendor) {
    return vendor.equals(vendors.books()) || vendor.equals(vendors.floor());
  }

  /** Each group strikes with the wanted chance; its kinds share it. */
  private void share(ObjectNode kinds, List<String> names) {
    names.forEach(name -> kinds.put(name, chance / names.size()));
  }

  /** A vendor that was away. */
  private record Down(Source vendor, Outage outage) {}

  /** Our service as its supervisor and its public status show it. */
  interface OrderService {
    /** False when it is not known which process it is. */
    boolean kill();

    /** False while it is away or still has messages to read. */
    boolean hasCaughtUp();
  }
}
