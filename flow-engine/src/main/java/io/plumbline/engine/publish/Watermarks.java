package io.plumbline.engine.publish;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.sql.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Up to which time everything that came from a connection has been published.
 *
 * <p>A candidate is taken with the inbox's end at that moment. It holds once that end was applied
 * and every event this led to has left the outbox. A polled connection is known only up to the
 * start of its last complete poll, one that only pushes up to when its next push was expected at
 * the latest, if that was said. A record that still waits to be read again once that end has been
 * applied is not known since it was observed.
 */
final class Watermarks {

  private final Collection<Connection> connections;
  private final LastHeard lastHeard;
  private @Nullable Candidate candidate;
  private final Map<String, Instant> reached = new TreeMap<>();

  Watermarks(Collection<Connection> connections) {
    this.connections = connections;
    this.lastHeard = new LastHeard(connections);
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
    if (taken.lastEvent() == null) {
      taken = applied(session, inbox, taken).orElse(taken);
      candidate = taken;
    }
    Long last = taken.lastEvent();
    if (last != null && published(session, last)) {
      taken.known().forEach((name, time) -> reached.merge(name, time, Watermarks::later));
      candidate = null;
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
    Map<String, Instant> known = new HashMap<>();
    for (Connection connection : connections) {
      String name = connection.name();
      Instant time =
          connection.polling().isPresent() ? polled.get(name) : lastHeard.until(session, name, now);
      if (time != null) {
        known.put(name, time);
      }
    }
    return known;
  }

  /**
   * The candidate with the last event there is, once its ends were applied, and no later than what
   * is still to be read again: all of one snapshot.
   */
  private static Optional<Candidate> applied(
      java.sql.Connection session, String inbox, Candidate taken) {
    List<Applied> rows =
        Sql.all(
            session,
            row ->
                new Applied(
                    row.getBoolean("drained"),
                    row.getLong("last"),
                    row.getString("connection"),
                    Sql.instantOrNull(row, "since")),
            """
            with state as (
              select coalesce((select max(id) from outbox), 0) as last, not exists (
                select from unnest(?, ?) as e (partition, next_offset)
                left join applied_offset a on a.topic = ? and a.partition = e.partition
                where e.next_offset > coalesce(a.next_offset, 0)) as drained)
            select s.drained, s.last, r.connection, r.since
            from state s left join (
              select connection, min(asked_at) as since from reread group by connection) r on true
            """,
            taken.ends().keySet().stream().sorted().toArray(Integer[]::new),
            taken.ends().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toArray(Long[]::new),
            inbox);
    return rows.stream()
        .findFirst()
        .filter(Applied::drained)
        .map(first -> new Candidate(settled(taken.known(), rows), taken.ends(), first.last()));
  }

  private static Map<String, Instant> settled(Map<String, Instant> known, List<Applied> rows) {
    Map<String, Instant> settled = new HashMap<>(known);
    for (Applied row : rows) {
      Instant since = row.since();
      if (row.connection() != null && since != null) {
        settled.computeIfPresent(row.connection(), (name, time) -> earlier(time, since));
      }
    }
    return settled;
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
   * How far applying has come.
   *
   * @param drained whether it has passed the ends
   * @param last the last event there is
   * @param connection one that waits for a record to be read again, if any does
   * @param since since when
   */
  private record Applied(
      boolean drained, long last, @Nullable String connection, @Nullable Instant since) {}

  /**
   * A time that may become the watermark.
   *
   * @param lastEvent the last event there was when the ends had been applied
   */
  private record Candidate(
      Map<String, Instant> known, Map<Integer, Long> ends, @Nullable Long lastEvent) {}
}
