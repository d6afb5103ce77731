package io.plumbline.sandbox.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.time.Instant;
import java.util.Map;

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
    try {
      JsonNode status = orders.get("/api/status");
      return status.path("inboxLag").asLong(1) == 0 && status.path("outbox").asLong(1) == 0;
    } catch (Unreachable e) {
      return false;
    }
  }

  /** Whether the reconciler has read all that was published as well. */
  boolean caughtUp() {
    try {
      return ordersCaughtUp() && reconciler.get("/api/status").path("lag").asLong(1) == 0;
    } catch (Unreachable e) {
      return false;
    }
  }

  /** Whether every connection was heard to the end of a moment, down to the reconciler. */
  boolean heardSince(Instant moment) {
    try {
      JsonNode watermarks = reconciler.get("/api/status").path("watermarks");
      return !watermarks.isEmpty()
          && watermarks.properties().stream()
              .map(Map.Entry::getValue)
              .allMatch(at -> Instant.parse(at.asText()).isAfter(moment));
    } catch (Unreachable e) {
      return false;
    }
  }
}
