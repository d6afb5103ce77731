package io.plumbline.engine.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to which time everything that came from a connection has been published.
 *
 * <p>A candidate is taken with the inbox's end at that moment. It holds once that end was applied
 * and every event this led to has left the outbox. A polled connection is known only up to the
 * start of its last complete poll; a record waiting to be read again is not known since it was
 * asked for.
 */
final class Watermarks {

  private final Collection<Connection> connections;
  private @Nullable Candidate candidate;
  private final Map<String, Instant> reached = new TreeMap<>();

  Watermarks(Collection<Connection> connections) {
    this.connections = connections;
  }

  /** The inbox's end, by partition. */
  interface Ends {
    Map<Integer, Long> read();
  }

  /** Moves on as far as the database allows; the watermarks as they stand. */
  Map<String, Instant> advance(java.sql.Connection session, String inbox, Instant now, Ends ends) {
    if (candidate == null) {
      // Polls first: their rows are then within the ends.
      Map<String, Instant> known = known(session, now);
      candidate = new Candidate(known, ends.read(), null);
    }
    Candidate taken = candidate;
    Optional<Long> last =
        taken.lastEvent() != null
            ? Optional.of(taken.lastEvent())
            : lastEvent(session, inbox, taken.ends());
    if (last.isPresent()) {
      candidate = new Candidate(taken.known(), taken.ends(), last.get());
      if (published(session, last.get())) {
        taken.known().forEach((name, time) -> reached.merge(name, time, Watermarks::later));
        candidate = null;
      }
    }
    return Map.copyOf(reached);
  }

  static ObjectNode payload(String flow, Instant now, Map<String, Instant> reached) {
    ObjectNode payload =
        JsonNodeFactory.instance.objectNode().put("flow", flow).put("publishedAt", now.toString());
    ObjectNode connections = payload.putObject("connections");
    new TreeMap<>(reached).forEach((name, time) -> connections.put(name, time.toString()));
    return payload;
  }

  /** Per connection, until when its changes are in the inbox by the time this returns. */
  private Map<String, Instant> known(java.sql.Connection session, Instant now) {
    Map<String, Instant> polled = new HashMap<>();
    Sql.all(
            session,
            row -> Map.entry(row.getString(1), Sql.instant(row, "poll_started_at")),
            "select connection, poll_started_at from connection_state where poll_started_at is not null")
        .forEach(poll -> polled.put(poll.getKey(), poll.getValue()));
    Map<String, Instant> asked = new HashMap<>();
    Sql.all(
            session,
            row -> Map.entry(row.getString(1), Sql.instant(row, "since")),
            "select connection, min(asked_at) as since from reread group by connection")
        .forEach(ask -> asked.put(ask.getKey(), ask.getValue()));
    Map<String, Instant> known = new HashMap<>();
    for (Connection connection : connections) {
      Instant time = connection.polling().isPresent() ? polled.get(connection.name()) : now;
      if (time != null) {
        known.put(connection.name(), earlier(time, asked.getOrDefault(connection.name(), time)));
      }
    }
    return known;
  }

  /** The last event there is, once the ends were applied; read in one snapshot with them. */
  private static Optional<Long> lastEvent(
      java.sql.Connection session, String inbox, Map<Integer, Long> ends) {
    return Sql.one(
            session,
            row -> row.getBoolean(1) ? row.getLong(2) : -1L,
            """
            select not exists (
                select from unnest(?, ?) as e (partition, next_offset)
                left join applied_offset a on a.topic = ? and a.partition = e.partition
                where e.next_offset > coalesce(a.next_offset, 0)),
              coalesce((select max(id) from outbox), 0)
            """,
            ends.keySet().stream().sorted().toArray(Integer[]::new),
            ends.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toArray(Long[]::new),
            inbox)
        .filter(id -> id >= 0);
  }

  private static boolean published(java.sql.Connection session, long last) {
    return Sql.one(session, row -> true, "select 1 from outbox where id <= ? limit 1", last)
        .isEmpty();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /**
   * A time that may become the watermark.
   *
   * @param lastEvent the last event there was when the ends had been applied
   */
  private record Candidate(
      Map<String, Instant> known, Map<Integer, Long> ends, @Nullable Long lastEvent) {}
}
