package io.plumbline.engine.intake;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Reads what changed in one connection, from its cursor on, into the inbox. */
public final class Poll {

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private final Connection connection;
  private final Connection.Polling polling;
  private final Connector connector;
  private final Inbox inbox;
  private final Differing differing;
  private final Transactions transactions;
  private final Clock clock;
  private final Duration lookback;
  private int failures;

  public Poll(
      Connection connection,
      Connector connector,
      Inbox inbox,
      Differing differing,
      Transactions transactions,
      Clock clock,
      Duration lookback) {
    this.connection = connection;
    this.polling = connection.polling().orElseThrow();
    this.connector = connector;
    this.inbox = inbox;
    this.differing = differing;
    this.transactions = transactions;
    this.clock = clock;
    this.lookback = lookback;
  }

  /** Whether the last poll, by whichever replica, is long enough ago. */
  public boolean due() {
    return transactions.get(tx ->
        Sql.one(
                tx,
                row -> true,
                "select 1 from connection_state where connection = ? and poll_due_at > ?",
                connection.name(),
                clock.instant())
            .isEmpty());
  }

  /** Polls to the end of what there is; only that moves the watermark. */
  public void run() {
    Instant started = clock.instant();
    try {
      Cursor reached = read(notAhead(cursor(started), started), started);
      // Last: trouble beside the records keeps none of them waiting.
      connector.lookAside();
      finished(started, reached);
      failures = 0;
    } catch (RuntimeException e) {
      failed(e);
      throw e;
    }
  }

  private Cursor read(Cursor stored, Instant started) {
    Cursor furthest = stored;
    Cursor at = stored.minus(polling.overlap());
    Page page;
    do {
      Instant readAt = clock.instant();
      page = connector.changedSince(at);
      store(page.records(), readAt);
      if (page.reached().isPresent()) {
        at = page.reached().get();
        Cursor next = notAhead(at, started);
        furthest = next.modifiedAt().isAfter(furthest.modifiedAt()) ? next : furthest;
        // What is stored need not be read again, should a later page fail.
        advance(furthest);
      }
    } while (page.more() && page.reached().isPresent());
    return furthest;
  }

  /**
   * Times to come are not passed over: a vendor whose clock ran ahead and is set right stamps with
   * them once more.
   */
  private static Cursor notAhead(Cursor cursor, Instant now) {
    return cursor.modifiedAt().isAfter(now) ? Cursor.before(now) : cursor;
  }

  private void store(List<RawRecord> records, Instant readAt) {
    List<CompletableFuture<Void>> puts = new ArrayList<>();
    for (RawRecord record : differing.from(connection.name(), records)) {
      puts.add(inbox.put(arrived(record, readAt)).toCompletableFuture());
    }
    try {
      CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the inbox did not take a page of " + connection.name(), e);
    }
  }

  private Arrived arrived(RawRecord record, Instant readAt) {
    return new Arrived(
        connection.name(),
        record.topic(),
        dedupeKey(connection.name(), record),
        record.externalId(),
        Via.POLL,
        0,
        record.sourceTime(),
        readAt,
        record.body());
  }

  private static String dedupeKey(String connection, RawRecord record) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (connection + "\u0000" + record.externalId() + "\u0000" + record.sourceTime() + "\u0000")
              .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(record.body()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private Cursor cursor(Instant now) {
    return transactions
        .get(tx ->
            Sql.one(
                tx,
                row -> new Cursor(Sql.instant(row, "poll_modified_at"), row.getString("poll_id")),
                """
                select poll_modified_at, poll_id from connection_state
                where connection = ? and poll_modified_at is not null
                """,
                connection.name()))
        .orElseGet(() -> Cursor.before(now.minus(lookback)));
  }

  private void advance(Cursor cursor) {
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            insert into connection_state (connection, poll_modified_at, poll_id) values (?, ?, ?)
            on conflict (connection) do update
            set poll_modified_at = excluded.poll_modified_at, poll_id = excluded.poll_id
            """,
            connection.name(),
            cursor.modifiedAt(),
            cursor.id()));
  }

  private void finished(Instant started, Cursor reached) {
    advance(reached);
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            update connection_state set poll_started_at = ?, poll_finished_at = ?,
              poll_due_at = ?, poll_failure = null
            where connection = ?
            """,
            started,
            clock.instant(),
            started.plus(polling.every()),
            connection.name()));
  }

  private void failed(RuntimeException failure) {
    // Our own waiting for a turn says nothing of the vendor: the next poll comes as soon as usual.
    boolean busy = failure instanceof CallFailed call && call.kind() == CallFailed.Kind.BUSY;
    failures = busy ? failures : Math.min(failures + 1, 10);
    Duration backoff = polling.every().multipliedBy(1L << failures);
    if (failure instanceof CallFailed call) {
      Duration asked = call.retryAfter().orElse(Duration.ZERO);
      backoff = asked.compareTo(backoff) > 0 ? asked : backoff;
    }
    Instant due =
        clock.instant().plus(backoff.compareTo(LONGEST_BACKOFF) < 0 ? backoff : LONGEST_BACKOFF);
    transactions.run(tx ->
        Sql.update(
            tx,
            """
            insert into connection_state (connection, poll_due_at, poll_failure) values (?, ?, ?)
            on conflict (connection) do update
            set poll_due_at = excluded.poll_due_at, poll_failure = excluded.poll_failure
            """,
            connection.name(),
            due,
            failure.getClass().getSimpleName()));
  }
}
