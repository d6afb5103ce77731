package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Makes the vendors and our own process fail in ways that the product has to absorb. */
final class Disturbances {
  private static final List<String> OF_REQUESTS =
      List.of("throttle", "serverError", "slow", "dropBeforeEffect");
  private static final List<String> OF_WRITES =
      List.of("timeoutAfterEffect", "serverErrorAfterEffect", "lateEffect");
  private static final List<String> OF_WEBHOOKS =
      List.of("dropWebhook", "duplicateWebhook", "reorderWebhook", "delayWebhook");

  private final JsonApi storefront;
  private final JsonApi erp;
  private final OrderService orderService;
  private final Clock clock;
  private final double chance;
  private final List<Outage> outages = new CopyOnWriteArrayList<>();
  private final AtomicLong killed = new AtomicLong();
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

  /** From now on requests and webhooks fail by chance. */
  void begin(long seed) {
    storefront.put("/sandbox/faults", storefrontPlan().put("seed", seed));
    erp.put("/sandbox/faults", erpPlan().put("seed", seed + 1));
  }

  void erpDown(Duration time) {
    down(erp, erpPlan(), time);
  }

  void storefrontDown(Duration time) {
    down(storefront, storefrontPlan(), time);
  }

  /** Kills the order service, whose supervisor brings it back; false when it cannot be found. */
  boolean killOrderService() {
    killedAt = clock.instant();
    boolean done = orderService.kill();
    killed.addAndGet(done ? 1 : 0);
    return done;
  }

  /** Whether it has caught up with what arrived while it was dead. */
  boolean orderServiceIsBack() {
    boolean back = orderService.hasCaughtUp();
    if (back) {
      outages.add(new Outage(killedAt, clock.instant()));
    }
    return back;
  }

  /** No more faults: what was disturbed can settle. */
  void end() {
    ObjectNode none = JsonApi.JSON.createObjectNode().put("probability", 0);
    none.putArray("kinds");
    storefront.put("/sandbox/faults", none);
    erp.put("/sandbox/faults", none);
  }

  List<Outage> outages() {
    return List.copyOf(outages);
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

  private void down(JsonApi vendor, ObjectNode plan, Duration time) {
    plan.putObject("down").put("from", "PT0S").put("for", time.toString());
    vendor.put("/sandbox/faults", plan);
    Instant now = clock.instant();
    outages.add(new Outage(now, now.plus(time)));
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

  /** Our service as its supervisor and its public status show it. */
  interface OrderService {
    /** False when it is not known which process it is. */
    boolean kill();

    /** False while it is away or still has messages to read. */
    boolean hasCaughtUp();
  }
}
