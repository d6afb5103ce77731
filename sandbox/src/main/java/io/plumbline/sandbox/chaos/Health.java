package io.plumbline.sandbox.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** How our services stand, by their public status. */
public final class Health {
  private final JsonApi orders;
  private final JsonApi reconciler;

  public Health(JsonApi orders, JsonApi reconciler) {
    this.orders = orders;
    this.reconciler = reconciler;
  }

  /** Whether all that arrived is applied and published; false while it cannot be told. */
  public boolean ordersCaughtUp() {
    return behind("order-service", orders, "inboxLag", "outbox").isEmpty();
  }

  /** What is still to be applied, published and read by the reconciler; nothing once all is. */
  List<String> behind() {
    List<String> behind = new ArrayList<>(behind("order-service", orders, "inboxLag", "outbox"));
    behind.addAll(behind("reconciler-service", reconciler, "lag"));
    return behind;
  }

  private static List<String> behind(String service, JsonApi api, String... counters) {
    try {
      JsonNode status = api.get("/api/status");
      return Stream.of(counters)
          .filter(counter -> status.path(counter).asLong(1) != 0)
          .map(counter -> service + " " + counter + " = " + status.path(counter).asText("?"))
          .toList();
    } catch (Unreachable e) {
      return List.of(service + " does not answer");
    }
  }

  /** Whether every connection was heard to the end of a moment, down to the reconciler. */
  boolean heardSince(Instant moment) {
    try {
      JsonNode watermarks = reconciler.get("/api/status").path("watermarks");
      return !watermarks.isEmpty()
          && watermarks.properties().stream()
              .map(Map.Entry::getValue)
              .allMatch(at -> !at.isNull() && Instant.parse(at.asText()).isAfter(moment));
    } catch (Unreachable e) {
      return false;
    }
  }
}
