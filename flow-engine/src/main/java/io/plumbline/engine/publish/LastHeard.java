package io.plumbline.engine.publish;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How long nothing heard from a connection that only pushes means that nothing happened there: for
 * as long as its pushes are expected to follow each other. What was applied of it is stored, so a
 * restart forgets nothing.
 */
final class LastHeard {

  /** An arrival is dated when its batch begins, and shows when that has ended. */
  private static final Duration BATCH = Duration.ofMinutes(1);

  /** Whoever is silent is looked after at this pace, not at that of the watermarks. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private final Map<String, Duration> expected = new HashMap<>();
  private final Map<String, Instant> last = new HashMap<>();
  private Instant looked = Instant.EPOCH;

  LastHeard(Collection<Connection> connections) {
    connections.forEach(connection ->
        connection.expectedEvery().ifPresent(every -> expected.put(connection.name(), every)));
  }

  /**
   * Refuses an expectation beyond what is remembered of arrivals.
   *
   * @throws IllegalArgumentException naming the key and the remedy
   */
  static void check(Collection<Connection> connections, Duration remembered) {
    connections.forEach(connection ->
        connection
            .expectedEvery()
            .filter(every -> every.compareTo(remembered) > 0)
            .ifPresent(every -> {
              throw new IllegalArgumentException(
                  "plumbline.connections.%s.expected-every: expected at most %s, for which arrivals are remembered, found '%s'. Lower it, or raise plumbline.topics.inbox-retention."
                      .formatted(connection.name(), remembered, every));
            }));
  }

  /** Until when it is known; null before it was ever heard. */
  @Nullable Instant until(java.sql.Connection session, String connection, Instant now) {
    Duration every = expected.get(connection);
    if (every == null) {
      return now;
    }
    if (!covers(connection, every, now) && !now.isBefore(looked.plus(PACE))) {
      look(session, now);
    }
    return covers(connection, every, now) ? now : end(connection, every);
  }

  private boolean covers(String connection, Duration every, Instant now) {
    Instant end = end(connection, every);
    return end != null && !end.isBefore(now);
  }

  private @Nullable Instant end(String connection, Duration every) {
    Instant at = last.get(connection);
    return at == null ? null : at.plus(every);
  }

  private void look(java.sql.Connection session, Instant now) {
    Sql.all(
            session,
            row -> Map.entry(row.getString(1), Sql.instant(row, "heard")),
            """
            select connection, max(applied_at) as heard from processed
            where connection = any(?) and applied_at > ? group by connection
            """,
            expected.keySet().toArray(String[]::new),
            looked.minus(BATCH))
        .forEach(heard -> last.put(heard.getKey(), heard.getValue()));
    looked = now;
  }
}
