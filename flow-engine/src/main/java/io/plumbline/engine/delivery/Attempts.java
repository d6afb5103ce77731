package io.plumbline.engine.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal of writes: an entry is committed before its call is sent and completed after. */
@Singleton
class Attempts {

  /** Enough to hold every step of a revision; older ones decide nothing. */
  private static final int JOURNAL = 200;

  private static final String COLUMNS =
      "id, key, connection, revision, number, step, reference, sent, outcome, failure, external_id, started_at, finished_at";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final EntityKeys keys;

  Attempts(EntityKeys keys) {
    this.keys = keys;
  }

  /** Writes the intended call down, as started or, in shadow, as all that will ever happen. */
  Attempt write(
      Connection tx,
      Lease lease,
      Step step,
      Optional<Reading> before,
      String outcome,
      Instant now) {
    byte[] call = step.call().toString().getBytes(StandardCharsets.UTF_8);
    return Sql.one(
            tx,
            Attempts::attempt,
            """
            insert into attempt (key, connection, revision, claim, number, step, reference, sent, call, before,
                                 started_at, finished_at, outcome)
            values (?, ?, ?, ?,
                    (select coalesce(max(number), 0) + 1 from attempt where key = ? and connection = ?),
                    ?, ?, ?::jsonb, ?, ?, ?, ?, ?)
            returning
            """
                + COLUMNS,
            lease.key(),
            lease.connection(),
            lease.revision(),
            lease.claim(),
            lease.key(),
            lease.connection(),
            step.name(),
            step.reference(),
            step.sent().toString(),
            keys.seal(tx, lease.key(), call),
            before.map(reading -> keys.seal(tx, lease.key(), Before.bytes(reading))).orElse(null),
            now,
            outcome.equals(Attempt.STARTED) ? null : now,
            outcome)
        .orElseThrow();
  }

  /** Completes an entry, if it still says what the caller believes. */
  Optional<Attempt> complete(
      Connection tx,
      long id,
      String from,
      String outcome,
      @Nullable String failure,
      @Nullable String detail,
      @Nullable String externalId,
      Instant now) {
    boolean doubted = outcome.equals(Attempt.UNKNOWN);
    return Sql.one(
        tx,
        Attempts::attempt,
        """
        update attempt set outcome = ?, failure = ?, detail = ?, finished_at = ?,
          external_id = coalesce(?, external_id),
          doubted_at = case when ? then ? else doubted_at end,
          doubt = case when ? then ? else doubt end
        where id = ? and outcome = ? returning
        """
            + COLUMNS,
        outcome,
        failure,
        detail,
        now,
        externalId,
        doubted,
        now,
        doubted,
        detail,
        id,
        from);
  }

  /**
   * Takes an entry back whose call was never sent. Kept, a connection without free places would
   * push what was really said out of the journal.
   */
  void withdraw(Connection tx, long id) {
    Sql.update(tx, "delete from attempt where id = ? and outcome = 'started'", id);
  }

  /** Never a part of what is published of it. */
  void quote(Connection tx, Attempt attempt, Quoted quoted) {
    byte[] words = quoted.words().getBytes(StandardCharsets.UTF_8);
    Sql.update(
        tx,
        "update attempt set quoted = ? where id = ?",
        keys.seal(tx, attempt.key(), words),
        attempt.id());
  }

  /**
   * What was tried on the entity in that connection, also before it was found to be this one, but
   * not on a record that turned out to be another entity's.
   */
  List<Attempt> journal(Connection tx, String key, String connection) {
    return Sql.all(
        tx,
        Attempts::attempt,
        "select "
            + COLUMNS
            + """
             from attempt
            where key in (select entity.key from entity where entity.key = ? or entity.merged_into = ?)
              and connection = ? and outcome <> 'shadowed'
              and not exists (select 1 from replica r where r.connection = attempt.connection
                              and r.external_id = attempt.external_id and r.key <> ?)
            order by id desc limit ?
            """,
        key,
        key,
        connection,
        key,
        JOURNAL);
  }

  /**
   * An attempt that came to an end.
   *
   * @param detail what is told of a failure
   */
  record Ended(Attempt attempt, @Nullable String detail, Instant at) {}

  /** The last of each entity, in their order; what was first unknown is there as that, too. */
  List<Ended> ended(Connection tx, Collection<String> keys) {
    return Sql.all(
            tx,
            Attempts::endings,
            "select "
                + COLUMNS
                + """
                , detail, doubted_at, doubt from (
                  select *, row_number() over (partition by key order by id desc) as back
                  from attempt where key = any (?) and finished_at is not null) a
                where back <= ? order by id
                """,
            keys.toArray(String[]::new),
            JOURNAL)
        .stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Ended::at))
        .toList();
  }

  private static List<Ended> endings(ResultSet row) throws SQLException {
    Attempt attempt = attempt(row);
    Ended last = new Ended(attempt, row.getString("detail"), Sql.instant(row, "finished_at"));
    Instant doubted = Sql.instantOrNull(row, "doubted_at");
    return doubted == null || attempt.is(Attempt.UNKNOWN)
        ? List.of(last)
        : List.of(new Ended(attempt.doubted(), row.getString("doubt"), doubted), last);
  }

  Attempt get(Connection tx, long id) {
    return Sql.one(tx, Attempts::attempt, "select " + COLUMNS + " from attempt where id = ?", id)
        .orElseThrow();
  }

  /** The entry a lease left open: its process ended during the call. */
  Optional<Attempt> started(Connection tx, Lease lease) {
    return Sql.one(
        tx,
        Attempts::attempt,
        "select " + COLUMNS + " from attempt where claim = ? and outcome = 'started'",
        lease.claim());
  }

  /** The state before that write; empty where the record was not there. */
  Optional<Reading> before(Connection tx, Attempt attempt) {
    return Sql.one(
            tx,
            row -> Optional.ofNullable(row.getBytes(1)),
            "select before from attempt where id = ?",
            attempt.id())
        .flatMap(before -> before)
        .map(sealed -> Before.reading(keys.open(tx, attempt.key(), sealed)));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    return new Attempt(
        row.getLong("id"),
        row.getString("key"),
        row.getString("connection"),
        row.getLong("revision"),
        row.getInt("number"),
        row.getString("step"),
        row.getString("reference"),
        object(row.getString("sent")),
        row.getString("outcome"),
        row.getString("failure"),
        row.getString("external_id"),
        Sql.instant(row, "started_at"),
        Sql.instantOrNull(row, "finished_at"));
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a stored JSON object", e);
    }
  }
}
