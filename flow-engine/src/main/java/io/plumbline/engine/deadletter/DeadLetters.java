package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What could not be used or delivered: kept until it is retried, resolved or discarded, and
 * published whenever it opens or closes.
 */
@Singleton
public class DeadLetters {

  private static final String COLUMNS =
      "id, kind, connection, key, external_id, topic, cause, explanation, evidence, body, state, reason, created_at, closed_at";

  /** What the published contract knows; the rest of the evidence stays with the letter. */
  private static final List<String> PUBLISHED_EVIDENCE = List.of("delivery", "inbox", "attempt");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Outbox outbox;
  private final Flow flow;
  private final Clock clock;
  private final LetterQuotes quotes;

  public DeadLetters(Outbox outbox, Flow flow, Clock clock, LetterQuotes quotes) {
    this.outbox = outbox;
    this.flow = flow;
    this.clock = clock;
    this.quotes = quotes;
  }

  /** Keeps it and publishes it, in the caller's transaction, and gives its number. */
  public long open(Connection tx, DeadLetter letter) {
    Instant now = clock.instant();
    StoredLetter stored =
        Sql.one(
                tx,
                DeadLetters::stored,
                """
                insert into dead_letter (kind, connection, key, external_id, topic, cause, explanation,
                                         evidence, body, state, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 'open', ?)
                returning
                """
                    + COLUMNS,
                letter.kind(),
                letter.connection(),
                letter.key(),
                letter.externalId(),
                letter.topic(),
                letter.cause(),
                letter.explanation(),
                letter.evidence().toString(),
                letter.body(),
                now)
            .orElseThrow();
    quotes.keep(tx, stored.id(), letter);
    publish(tx, stored, now);
    return stored.id();
  }

  /** The reason a delivery lay here for is gone, such as by a newer revision. */
  public void resolve(Connection tx, String key, String connection, String reason) {
    closed(
        tx,
        "resolved",
        reason,
        "kind = 'delivery' and key = ? and connection = ? and state = 'open'",
        key,
        connection);
  }

  /** The record was read after all. */
  public void resolveReread(Connection tx, String connection, String externalId) {
    closed(
        tx,
        "resolved",
        "read again",
        "kind = 'reread' and connection = ? and external_id = ? and state = 'open'",
        connection,
        externalId);
  }

  /** Whether a record that could not be read again waits for a person already. */
  public boolean unread(Connection tx, String connection, String externalId) {
    return Sql.one(
            tx,
            row -> true,
            """
            select 1 from dead_letter
            where kind = 'reread' and connection = ? and external_id = ? and state = 'open'
            """,
            connection,
            externalId)
        .isPresent();
  }

  /** What the rules objected to is no longer so. */
  public void settle(Connection tx, String key, String cause, String explanation) {
    closed(
        tx,
        "resolved",
        "the cause is gone",
        "kind = 'exception' and key = ? and cause = ? and explanation = ? and state = 'open'",
        key,
        cause,
        explanation);
  }

  /** Closes one that is open; empty where it is not, or is not there. */
  public Optional<StoredLetter> close(Connection tx, long id, String state, String reason) {
    return closed(tx, state, reason, "id = ? and state = 'open'", id).stream().findFirst();
  }

  /**
   * Closes the oldest that failures exhausted and that has lain for its pause, to try it again. Its
   * delivery is locked with it: apply locks that first, so neither may be waited for here.
   *
   * @param pause twice as long for each time that the same was tried again within a day
   */
  public Optional<StoredLetter> revive(
      Connection tx, String connection, Duration pause, Instant now) {
    return closed(
            tx,
            "retried",
            "the connection serves",
            """
            id = (select l.id from dead_letter l
                  join delivery d on d.key = l.key and d.connection = l.connection
                  where l.connection = ? and l.state = 'open' and l.cause = 'exhausted'
                    and l.kind = 'delivery'
                    and l.created_at <= ?::timestamptz - ? * interval '1 millisecond' * power(2, (
                      select least(count(*), 14) from dead_letter e
                      where e.key = l.key and e.connection = l.connection and e.kind = 'delivery'
                        and e.cause = 'exhausted' and e.state = 'retried'
                        and e.created_at > ?::timestamptz - interval '1 day'))
                  order by l.id limit 1 for update of d, l skip locked)
            """,
            connection,
            now,
            pause.toMillis(),
            now)
        .stream()
        .findFirst();
  }

  public Optional<StoredLetter> find(Connection tx, long id) {
    return Sql.one(
        tx, DeadLetters::stored, "select " + COLUMNS + " from dead_letter where id = ?", id);
  }

  /**
   * One page, newest first.
   *
   * @param state open, retried, resolved or discarded; any, where absent
   * @param before the last number of the page before
   */
  public List<StoredLetter> list(
      Connection tx,
      @Nullable String state,
      @Nullable String connection,
      @Nullable Long before,
      int limit) {
    return Sql.all(
        tx,
        DeadLetters::stored,
        "select "
            + COLUMNS
            + """
             from dead_letter
            where (?::text is null or state = ?) and (?::text is null or connection = ?)
              and (?::bigint is null or id < ?)
            order by id desc limit ?
            """,
        state,
        state,
        connection,
        connection,
        before,
        before,
        limit);
  }

  public long open(Connection tx) {
    return Sql.one(
            tx, row -> row.getLong(1), "select count(*) from dead_letter where state = 'open'")
        .orElseThrow();
  }

  private List<StoredLetter> closed(
      Connection tx, String state, String reason, String which, Object... arguments) {
    Instant now = clock.instant();
    Object[] all = new Object[arguments.length + 3];
    all[0] = state;
    all[1] = reason;
    all[2] = now;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    List<StoredLetter> letters =
        Sql.all(
            tx,
            DeadLetters::stored,
            "update dead_letter set state = ?, reason = ?, closed_at = ? where "
                + which
                + " returning "
                + COLUMNS,
            all);
    letters.forEach(letter -> publish(tx, letter, now));
    return letters;
  }

  /** The open ones of those entities, as they were published when they opened. */
  public List<Event> open(Connection tx, Collection<String> keys) {
    return Sql.all(
        tx,
        row -> opened(stored(row)),
        "select "
            + COLUMNS
            + " from dead_letter where state = 'open' and key = any (?) order by id",
        (Object) keys.toArray(String[]::new));
  }

  /** A letter's number with its event. */
  public record Numbered(long id, Event event) {}

  /** The open ones that belong to no entity, behind that number. */
  public List<Numbered> openWithoutEntity(Connection tx, long behind, int limit) {
    return Sql.all(
        tx,
        row -> {
          StoredLetter letter = stored(row);
          return new Numbered(letter.id(), opened(letter));
        },
        "select "
            + COLUMNS
            + """
             from dead_letter
            where state = 'open' and id > ? and (key is null or not exists (
              select from entity where entity.key = dead_letter.key))
            order by id limit ?
            """,
        behind,
        limit);
  }

  private Event opened(StoredLetter letter) {
    return event(letter, letter.createdAt());
  }

  private void publish(Connection tx, StoredLetter letter, Instant now) {
    outbox.add(tx, event(letter, now));
  }

  private Event event(StoredLetter letter, Instant now) {
    String id = "dead-lettered:%d:%s".formatted(letter.id(), letter.state());
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("flow", flow.name());
    put(payload, "key", letter.key());
    payload.put("connection", letter.connection());
    put(payload, "externalId", letter.externalId());
    payload.put("observedAt", now.toString());
    // To consumers, what could not be read did not come in.
    payload.put(
        "kind", letter.kind().equals(DeadLetter.REREAD) ? DeadLetter.INBOUND : letter.kind());
    payload.put("state", letter.state());
    payload.put("outcome", "rejected");
    payload.putObject("cause").put("class", letter.cause()).put("message", letter.explanation());
    ObjectNode evidence = payload.putObject("evidence");
    evidence.setAll(letter.evidence());
    evidence.retain(PUBLISHED_EVIDENCE);
    evidence.put("event", id).put("letter", Long.toString(letter.id()));
    return new Event(id, letter.about(), "dead-lettered", letter.connection(), now, payload);
  }

  private static void put(ObjectNode node, String field, @Nullable String value) {
    if (value != null) {
      node.put(field, value);
    }
  }

  private static StoredLetter stored(ResultSet row) throws SQLException {
    return new StoredLetter(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("connection"),
        row.getString("key"),
        row.getString("external_id"),
        row.getString("topic"),
        row.getString("cause"),
        row.getString("explanation"),
        object(row.getString("evidence")),
        row.getBytes("body"),
        row.getString("state"),
        row.getString("reason"),
        Sql.instant(row, "created_at"),
        Sql.instantOrNull(row, "closed_at"));
  }

  private static ObjectNode object(String json) {
    try {
      return (ObjectNode) JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a stored JSON object", e);
    }
  }
}
