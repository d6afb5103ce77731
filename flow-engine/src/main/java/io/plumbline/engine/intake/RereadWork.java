package io.plumbline.engine.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads records again: one read of a record at a time, numbered before it begins, so that a higher
 * number was read later.
 */
public final class RereadWork {

  /** A read that is gone this long was lost with its process. */
  private static final Duration LEASE = Duration.ofSeconds(60);

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  /** Between two tries to get a turn; each waits for one itself. */
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Transactions transactions;
  private final Connections connections;
  private final Inbox inbox;
  private final DeadLetters letters;
  private final Patience patience;
  private final Clock clock;

  public RereadWork(
      Transactions transactions,
      Connections connections,
      Inbox inbox,
      DeadLetters letters,
      Patience patience,
      Clock clock) {
    this.transactions = transactions;
    this.connections = connections;
    this.inbox = inbox;
    this.letters = letters;
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * When a read is given up.
   *
   * @param retries of a record that the vendor refuses to give
   * @param trouble how long failures last that may pass
   */
  public record Patience(int retries, Duration trouble) {}

  /** A read that nobody else does, with the number of the asks it answers. */
  public record Claimed(
      String connection,
      String externalId,
      int sequence,
      String reason,
      int asks,
      Instant since,
      int failures) {}

  /**
   * Takes reads that are due. None is, while the inbox is applied again up to where it had been:
   * its number would be made of what was held before, and be below those that are still to come.
   */
  public List<Claimed> claim(int limit) {
    Instant now = clock.instant();
    return transactions.get(tx -> claim(tx, limit, now));
  }

  private static List<Claimed> claim(Connection tx, int limit, Instant now) {
    return Sql.all(
        tx,
        row ->
            new Claimed(
                row.getString("connection"),
                row.getString("external_id"),
                row.getInt("sequence"),
                row.getString("reason"),
                row.getInt("asks"),
                Sql.instant(row, "asked_at"),
                row.getInt("failures")),
        // Apart: a list of the keys may be made anew for each row, and then has no limit at all.
        """
        with due as materialized (
          select connection, external_id from reread
          where due_at <= ? and (lease_until is null or lease_until < ?)
            and not exists (select 1 from applied_offset where next_offset < replay_to)
          order by due_at limit ? for update skip locked)
        update reread set lease_until = ?, answering = asks,
          sequence = least(999, 1 + greatest(reread.sequence, coalesce(
            (select (r.version % 1000)::integer from replica r
             where r.connection = reread.connection and r.external_id = reread.external_id), 0)))
        from due
        where reread.connection = due.connection and reread.external_id = due.external_id
        returning reread.connection, reread.external_id, sequence, reason, asks, asked_at, failures
        """,
        now,
        now,
        limit,
        now.plus(LEASE));
  }

  /** Reads one and puts it into the inbox; a failure is tried again later, until it is given up. */
  public void read(Claimed claimed) {
    Instant readAt = clock.instant();
    try {
      Optional<RawRecord> found =
          connections.connector(claimed.connection()).fetch(claimed.externalId());
      inbox.put(arrived(claimed, found, readAt)).toCompletableFuture().join();
      done(claimed);
    } catch (CallFailed e) {
      failed(claimed, e);
    } catch (RuntimeException e) {
      // Outermost for this record: its lease would keep it from everybody for as long as it lasts.
      Log.warnf(
          "a re-read failed and is repeated: connection=%s externalId=%s cause=%s",
          claimed.connection(), claimed.externalId(), e.toString());
      later(claimed, Duration.ZERO);
    }
  }

  /**
   * Every read is an event of its own: sequences start again with each source time, and a key made
   * of them alone would pass a new read off as an old one.
   */
  private Arrived arrived(Claimed claimed, Optional<RawRecord> found, Instant readAt) {
    return new Arrived(
        claimed.connection(),
        found.map(RawRecord::topic).orElse(Arrived.GONE),
        "reread/%s/%d/%s".formatted(claimed.externalId(), claimed.sequence(), clock.instant()),
        claimed.externalId(),
        Via.REREAD,
        claimed.sequence(),
        found.map(RawRecord::sourceTime).orElse(null),
        readAt,
        found.map(RawRecord::body).orElse(new byte[0]));
  }

  private void failed(Claimed claimed, CallFailed failure) {
    givenUpFor(claimed, failure.kind())
        .ifPresentOrElse(
            cause -> giveUp(claimed, cause, failure),
            () -> {
              Duration asked = failure.retryAfter().orElse(Duration.ZERO);
              if (failure.kind() == CallFailed.Kind.BUSY) {
                // Nobody has failed: in a busy hour the waits would grow to minutes.
                later(claimed, asked.compareTo(TURN) > 0 ? asked : TURN, 0);
              } else {
                later(claimed, asked);
              }
            });
  }

  private Optional<String> givenUpFor(Claimed claimed, CallFailed.Kind kind) {
    boolean retried = claimed.failures() >= patience.retries();
    boolean lasting = claimed.since().plus(patience.trouble()).isBefore(clock.instant());
    return switch (kind) {
      case REJECTED -> retried ? Optional.of(DeadLetter.REJECTED) : Optional.empty();
      case TRANSIENT, UNKNOWN, CONFLICT ->
          retried && lasting ? Optional.of(DeadLetter.EXHAUSTED) : Optional.empty();
      // The connection's and not the record's: it works again by itself, or a person sees to it.
      case BUSY, THROTTLED, CONFIGURATION, CONNECTION -> Optional.empty();
    };
  }

  /** It holds the watermark no longer; what cannot be read waits for a person, once. */
  private void giveUp(Claimed claimed, String cause, CallFailed failure) {
    transactions.run(tx -> {
      int ended =
          Sql.update(
              tx,
              "delete from reread where connection = ? and external_id = ? and sequence = ?",
              claimed.connection(),
              claimed.externalId(),
              claimed.sequence());
      if (ended == 1 && !letters.unread(tx, claimed.connection(), claimed.externalId())) {
        letters.open(tx, letter(claimed, cause, failure));
      }
    });
  }

  private static DeadLetter letter(Claimed claimed, String cause, CallFailed failure) {
    return new DeadLetter(
            DeadLetter.REREAD,
            claimed.connection(),
            null,
            claimed.externalId(),
            null,
            cause,
            "expected to read the record again (%s), found: %s. Set it right at the vendor, then retry."
                .formatted(claimed.reason(), failure.getMessage()),
            JsonNodeFactory.instance
                .objectNode()
                .put("reads", claimed.failures() + 1)
                .put("since", claimed.since().toString()),
            null)
        .quoting(failure.quoted().orElse(null));
  }

  /** It stays until the reading is applied; an ask that came meanwhile is due at once. */
  private void done(Claimed claimed) {
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            update reread set lease_until = null, failures = 0,
              due_at = case when asks = ? then 'infinity'::timestamptz else ? end
            where connection = ? and external_id = ? and sequence = ?
            """,
            claimed.asks(),
            clock.instant(),
            claimed.connection(),
            claimed.externalId(),
            claimed.sequence()));
  }

  private void later(Claimed claimed, Duration asked) {
    Duration backoff = Duration.ofMillis(200L << Math.min(claimed.failures(), 12));
    later(claimed, asked.compareTo(backoff) > 0 ? asked : backoff, 1);
  }

  private void later(Claimed claimed, Duration longer, int failed) {
    Instant due =
        clock.instant().plus(longer.compareTo(LONGEST_BACKOFF) < 0 ? longer : LONGEST_BACKOFF);
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            update reread set lease_until = null, failures = failures + ?, due_at = ?
            where connection = ? and external_id = ? and sequence = ?
            """,
            failed,
            due,
            claimed.connection(),
            claimed.externalId(),
            claimed.sequence()));
  }
}
