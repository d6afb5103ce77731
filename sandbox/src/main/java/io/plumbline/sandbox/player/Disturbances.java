package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.Function;

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

  private static final Duration RESTART = Duration.ofSeconds(1);

  /** A storefront is only read: the next polls show what its webhooks did not. */
  private static final Duration CATCHING_UP = Duration.ofSeconds(4);

  /** A product that needs longer to notice that the ERP is back has itself to blame. */
  private static final Duration PROBING = Duration.ofSeconds(30);

  private final JsonApi storefront;
  private final JsonApi erp;
  private final OrderService orderService;
  private final Clock clock;
  private final double chance;
  private final List<Down> downs = new CopyOnWriteArrayList<>();
  private final List<Outage> kills = new CopyOnWriteArrayList<>();
  private final AtomicLong killed = new AtomicLong();
  private final ObjectNode silence = JsonApi.JSON.createObjectNode();
  private volatile boolean serviceAway;
  private volatile Instant killedAt = Instant.EPOCH;

  Disturbances(
      JsonApi storefront, JsonApi erp, OrderService orderService, Clock clock, double chance) {
    this.storefront = storefront;
    this.erp = erp;
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
    agenda.in(day.multipliedBy(25).dividedBy(100), "take the ERP down", () -> down(erp));
    agenda.in(day.multipliedBy(40).dividedBy(100), "take the shop down", () -> down(storefront));
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
   * The storefront lets nobody list its orders for so long, while its webhooks go on; false while
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
    ObjectNode plan = storefrontPlan();
    plan.set("down", silence);
    storefront.put("/sandbox/faults", plan);
    return true;
  }

  /** When our own service was dead, so that it could not listen. */
  List<Outage> deaf() {
    return List.copyOf(kills);
  }

  /** From now on requests and webhooks fail by chance. */
  private void begin(long seed) {
    storefront.put("/sandbox/faults", storefrontPlan().put("seed", seed));
    erp.put("/sandbox/faults", erpPlan().put("seed", seed + 1));
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
   * Whether no vendor and no process of ours is away, nor was a moment ago, and the ERP has been
   * listed since: polls come back slowly after an outage, and nothing else tells of it.
   */
  boolean calm() {
    Instant now = clock.instant();
    return !serviceAway
        && downs.stream().allMatch(down -> now.isAfter(down.outage().until().plus(CATCHING_UP)))
        && erp.get("/sandbox/idle").path("listingsAwaited").asLong() == 0;
  }

  /**
   * No more faults: what was disturbed can settle. A silence is none, and lasts as long as it does.
   */
  void end() {
    ObjectNode none = JsonApi.JSON.createObjectNode().put("probability", 0);
    none.putArray("kinds");
    erp.put("/sandbox/faults", none);
    if (!silence.isEmpty()) {
      none.set("down", silence);
    }
    storefront.put("/sandbox/faults", none);
  }

  /**
   * When which work had to stand still. A vendor that is back answers at once, but ours comes back
   * to it by probing, so its outage ends with the first write it took again.
   */
  List<Outage> outages(Function<Instant, Optional<Instant>> firstErpWriteAfter) {
    List<Outage> outages = new ArrayList<>(kills);
    for (Down down : downs) {
      Instant until = down.outage().until();
      Instant back = down.ofErp() ? backAt(until, firstErpWriteAfter) : until.plus(CATCHING_UP);
      outages.add(new Outage(down.outage().from(), back));
    }
    return outages;
  }

  private static Instant backAt(
      Instant until, Function<Instant, Optional<Instant>> firstErpWriteAfter) {
    return firstErpWriteAfter
        .apply(until)
        .filter(at -> at.isBefore(until.plus(PROBING)))
        .orElse(until.plus(CATCHING_UP));
  }

  /** How often each kind struck, as the emulators counted it. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new TreeMap<>();
    for (JsonApi api : List.of(storefront, erp)) {
      JsonNode byKind = api.get("/sandbox/faults/counts");
      byKind
          .properties()
          .forEach(one -> counts.merge(one.getKey(), one.getValue().asLong(), Long::sum));
    }
    if (killed.get() > 0) {
      counts.put("processKilled", killed.get());
    }
    return counts;
  }

  private boolean down(JsonApi vendor) {
    ObjectNode plan = vendor == erp ? erpPlan() : storefrontPlan();
    plan.putObject("down").put("from", "PT0S").put("for", AWAY.toString());
    vendor.put("/sandbox/faults", plan);
    Instant now = clock.instant();
    downs.add(new Down(vendor == erp, new Outage(now, now.plus(AWAY))));
    return true;
  }

  private ObjectNode storefrontPlan() {
    ObjectNode kinds = JsonApi.JSON.createObjectNode();
    share(kinds, OF_REQUESTS);
    share(kinds, OF_WEBHOOKS);
    return plan(kinds);
  }

  private ObjectNode erpPlan() {
    ObjectNode kinds = JsonApi.JSON.createObjectNode();
    share(kinds, OF_REQUESTS);
    share(kinds, OF_WRITES);
    return plan(kinds);
  }

  /** Each group strikes with the wanted chance; its kinds share it. */
  private void share(ObjectNode kinds, List<String> names) {
    names.forEach(name -> kinds.put(name, chance / names.size()));
  }

  private static ObjectNode plan(ObjectNode kinds) {
    ObjectNode plan = JsonApi.JSON.createObjectNode();
    plan.set("kinds", kinds);
    return plan;
  }

  /** A vendor that was away. */
  private record Down(boolean ofErp, Outage outage) {}

  /** Our service as its supervisor and its public status show it. */
  interface OrderService {
    /** False when it is not known which process it is. */
    boolean kill();

    /** False while it is away or still has messages to read. */
    boolean hasCaughtUp();
  }
}
