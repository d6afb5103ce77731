package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One reading of the account from a time back to another, newest first.
 *
 * @param top where the query of the cursor begins
 * @param down how far back it came
 * @param after the vendor's cursor; without one it goes on by time
 */
record AccountPass(
    Instant began,
    Instant top,
    Instant from,
    Instant down,
    Optional<String> after,
    boolean running) {

  /** The vendor shows whole seconds and may compare finer ones. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  static final AccountPass NEVER =
      new AccountPass(
          Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, Optional.empty(), false);

  static AccountPass begun(Instant now, Instant from, Instant top) {
    return new AccountPass(now, top, from, top, Optional.empty(), true);
  }

  static AccountPass of(JsonNode json) {
    return json.isObject()
        ? new AccountPass(
            time(json, "began"),
            time(json, "top"),
            time(json, "from"),
            time(json, "down"),
            Optional.ofNullable(json.path("after").asText(null)),
            json.path("running").asBoolean())
        : NEVER;
  }

  ObjectNode json() {
    var json =
        Json.object()
            .put("began", began.toString())
            .put("top", top.toString())
            .put("from", from.toString())
            .put("down", down.toString())
            .put("running", running);
    after.ifPresent(cursor -> json.put("after", cursor));
    return json;
  }

  private static Instant time(JsonNode json, String field) {
    return Instant.parse(json.path(field).asText());
  }

  boolean due(Instant now, Duration every) {
    return !running && !now.isBefore(began.plus(every));
  }

  String query() {
    return "processed_at:>='%s' processed_at:<='%s'".formatted(from, top);
  }

  /** Goes on behind a page that came back to {@code oldest}; without a cursor it was the last. */
  AccountPass behind(Instant oldest, Optional<String> cursor) {
    var further = oldest.isBefore(down) ? oldest : down;
    return cursor.isPresent()
        ? new AccountPass(began, top, from, further, cursor, true)
        : new AccountPass(began, top, from, from, cursor, false);
  }

  /** Begins anew where it came to: the vendor takes the cursor no more. */
  AccountPass byTime() {
    return new AccountPass(began, down.plus(SECOND), from, down, Optional.empty(), running);
  }

  AccountPass over() {
    return new AccountPass(began, top, from, down, Optional.empty(), false);
  }
}
