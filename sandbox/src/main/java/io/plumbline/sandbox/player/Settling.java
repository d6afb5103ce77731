package io.plumbline.sandbox.player;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Waits until nothing is under way in any part: queues, lag, due deliveries, deadlines. */
final class Settling {
  private static final Duration GLANCE = Duration.ofMillis(250);

  /** Longer than any poll interval, so that a change not yet polled cannot pass for silence. */
  private static final Duration STILL = Duration.ofSeconds(4);

  private static final List<String> IDLE =
      List.of("webhooksPending", "writesPending", "listingsAwaited");
  private static final List<String> ORDERS =
      List.of(
          "inboxLag",
          "outbox",
          "rereads",
          "deliveries/due",
          "deliveries/inFlight",
          "deliveries/waiting");
  private static final List<String> RECONCILER = List.of("lag", "pendingDeadlines");

  private final List<Watched> watched;
  private final Clock clock;

  private record Watched(String name, JsonApi api, String path, List<String> counters) {}

  Settling(Vendors vendors, JsonApi orders, JsonApi reconciler, Clock clock) {
    List<Watched> all = new ArrayList<>();
    vendors
        .all()
        .forEach(vendor ->
            all.add(new Watched(vendor.connection(), vendor.api(), "/sandbox/idle", IDLE)));
    all.add(new Watched("order-service", orders, "/api/status", ORDERS));
    all.add(new Watched("reconciler-service", reconciler, "/api/status", RECONCILER));
    this.watched = List.copyOf(all);
    this.clock = clock;
  }

  /** Answers what is still not settled when time is up; nothing when all is. */
  List<String> await(Duration atLeast, Duration bound, Consumer<List<String>> tell) {
    Instant earliest = clock.instant().plus(atLeast);
    Instant latest = clock.instant().plus(bound);
    Instant stillSince = clock.instant();
    List<String> unsettled = unsettled();
    while (clock.instant().isBefore(latest)) {
      tell.accept(unsettled);
      Instant now = clock.instant();
      if (!unsettled.isEmpty()) {
        stillSince = now;
      } else if (!now.isBefore(earliest) && !now.isBefore(stillSince.plus(STILL))) {
        return List.of();
      }
      LockSupport.parkNanos(GLANCE.toNanos());
      unsettled = unsettled();
    }
    return unsettled.isEmpty() ? List.of("never still for " + STILL.toSeconds() + " s") : unsettled;
  }

  private List<String> unsettled() {
    List<String> busy = new ArrayList<>();
    watched.forEach(one -> busy.addAll(busy(one)));
    return busy;
  }

  private static List<String> busy(Watched one) {
    try {
      JsonNode status = one.api().get(one.path());
      List<String> busy = new ArrayList<>();
      for (String counter : one.counters()) {
        JsonNode value = status.at("/" + counter);
        // A counter that is not there is not a zero.
        if (!value.isNumber() || value.asLong() != 0) {
          String shown = value.isMissingNode() ? "not reported" : value.asText();
          busy.add(one.name() + " " + counter.replace('/', '.') + " = " + shown);
        }
      }
      return busy;
    } catch (Unreachable e) {
      return List.of(one.name() + " does not answer");
    }
  }
}
