package io.plumbline.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A watermark never passes what intake, a poll, apply, a re-read or the outbox still holds. */
class WatermarksIT {

  private static final String INBOX = "inbox";
  private static final String HEARD = "heard";
  private static final String POLLED = "polled";
  private static final String EXPECTED = "expected";
  private static final Duration STEP = Duration.ofSeconds(1);
  private static final Duration EVERY = Duration.ofHours(1);

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final MutableClock clock = new MutableClock();
  private final List<Connection> connections =
      List.of(
          connection(HEARD, Optional.empty(), Optional.empty()),
          connection(POLLED, Optional.of(new Connection.Polling(STEP, STEP)), Optional.empty()),
          connection(EXPECTED, Optional.empty(), Optional.of(EVERY)));
  private Watermarks watermarks = new Watermarks(connections);

  /** The inbox's next offset, by partition. */
  private final Map<Integer, Long> ends = new HashMap<>(Map.of(0, 0L, 1, 0L));

  @BeforeEach
  void start() {
    clock.pass(STEP);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void movesToTheMomentItWasTakenAtWhereNothingIsUnderWay() {
    assertThat(advanced()).containsExactly(Map.entry(HEARD, clock.instant()));
  }

  /** Mechanism: the candidate's ends, against what was applied in every partition. */
  @Test
  void waitsUntilTheInboxIsApplied() {
    ends.put(0, 5L);
    ends.put(1, 3L);
    Instant taken = clock.instant();
    applied(0, 5);
    applied(1, 2);
    assertThat(advanced()).isEmpty();
    clock.pass(STEP);

    applied(1, 3);

    assertThat(advanced()).containsEntry(HEARD, taken);
  }

  /** Mechanism: the ends are the candidate's own; what arrives after it does not hold it back. */
  @Test
  void doesNotWaitForWhatArrivesLater() {
    ends.put(0, 5L);
    Instant taken = clock.instant();
    assertThat(advanced()).isEmpty();
    clock.pass(STEP);

    ends.put(0, 9L);
    applied(0, 5);

    assertThat(advanced()).containsEntry(HEARD, taken);
  }

  /** Mechanism: the last event at the moment the ends were applied has to leave the outbox. */
  @Test
  void waitsUntilTheOutboxIsPublished() {
    Instant taken = clock.instant();
    event("first");
    assertThat(advanced()).isEmpty();
    clock.pass(STEP);
    event("later, and of no concern");

    run("delete from outbox where event_id = 'first'");

    assertThat(advanced()).containsEntry(HEARD, taken);
  }

  /** Mechanism: a polled connection is known up to the start of its last complete poll. */
  @Test
  void knowsAPolledConnectionUpToItsLastCompletePoll() {
    Instant started = clock.instant();
    clock.pass(STEP);
    run(
        "insert into connection_state (connection, poll_started_at, poll_finished_at) values (?, ?, ?)",
        POLLED,
        started,
        clock.instant());
    clock.pass(STEP);

    assertThat(advanced()).containsEntry(POLLED, started).containsEntry(HEARD, clock.instant());
  }

  /** Mechanism: what is to be read again holds from when its cause was observed. */
  @Test
  void isHeldByAnOpenRereadAndMovesOnceItIsSettled() {
    Instant observed = clock.instant();
    clock.pass(STEP);
    reread(HEARD, observed);
    assertThat(advanced()).containsEntry(HEARD, observed);
    clock.pass(STEP);
    assertThat(advanced()).containsEntry(HEARD, observed);

    run("delete from reread");

    assertThat(advanced()).containsEntry(HEARD, clock.instant());
  }

  /**
   * Mechanism: open re-reads are looked up when the ends have been applied. The record that asks
   * lies in the inbox when the candidate is taken, and asks only when it is applied.
   */
  @Test
  void isHeldByARereadThatTheBacklogAsksFor() {
    Instant observed = clock.instant();
    ends.put(0, 1L);
    clock.pass(STEP);
    assertThat(advanced()).isEmpty();

    reread(HEARD, observed);
    applied(0, 1);

    assertThat(advanced()).containsEntry(HEARD, observed);
  }

  /** Mechanism: the later of two; a new ask about the past takes nothing back. */
  @Test
  void neverGoesBack() {
    Instant observed = clock.instant();
    clock.pass(STEP);
    Instant reached = clock.instant();
    assertThat(advanced()).containsEntry(HEARD, reached);
    clock.pass(STEP);

    reread(HEARD, observed);

    assertThat(advanced()).containsEntry(HEARD, reached);
  }

  /** Mechanism: the last arrival and the rest that is allowed behind it. */
  @Test
  void knowsOneThatOnlyPushesNoLongerThanItsNextPushIsExpected() {
    Instant pushed = clock.instant();
    arrived(EXPECTED, pushed);
    arrived(HEARD, pushed);
    clock.pass(EVERY);
    assertThat(advanced()).containsEntry(EXPECTED, pushed.plus(EVERY));

    clock.pass(STEP);

    assertThat(advanced())
        .containsEntry(EXPECTED, pushed.plus(EVERY))
        .containsEntry(HEARD, clock.instant());
  }

  /** Mechanism: the arrivals are looked at again while it is silent. */
  @Test
  void isKnownAgainOnceItPushesAgain() {
    arrived(EXPECTED, clock.instant());
    clock.pass(EVERY.plus(STEP));
    Instant silentSince = clock.instant().minus(STEP);
    assertThat(advanced()).containsEntry(EXPECTED, silentSince);
    clock.pass(STEP);

    arrived(EXPECTED, clock.instant());

    assertThat(advanced()).containsEntry(EXPECTED, clock.instant());
  }

  /** Mechanism: what was applied is stored; whoever leads next knows of the silence. */
  @Test
  void remembersASilenceOverARestart() {
    Instant pushed = clock.instant();
    arrived(EXPECTED, pushed);
    clock.pass(EVERY.plus(EVERY));

    watermarks = new Watermarks(connections);

    assertThat(advanced()).containsEntry(EXPECTED, pushed.plus(EVERY));
  }

  @Test
  void knowsNothingOfOneThatIsExpectedToPushAndNeverDid() {
    arrived(HEARD, clock.instant());

    assertThat(advanced()).containsOnlyKeys(HEARD);
  }

  @Test
  void refusesAnExpectationBeyondWhatIsRememberedOfArrivals() {
    LastHeard.check(connections, EVERY);

    assertThatThrownBy(() -> LastHeard.check(connections, EVERY.minusMillis(1)))
        .hasMessageContaining("plumbline.connections.expected.expected-every: expected at most")
        .hasMessageContaining("Lower it, or raise plumbline.topics.inbox-retention");
  }

  private Map<String, Instant> advanced() {
    try (java.sql.Connection session = database.source().getConnection()) {
      return watermarks.advance(session, INBOX, clock.instant(), () -> Map.copyOf(ends));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void applied(int partition, long next) {
    run(
        """
        insert into applied_offset (topic, partition, next_offset) values (?, ?, ?)
        on conflict (topic, partition) do update set next_offset = excluded.next_offset
        """,
        INBOX,
        partition,
        next);
  }

  private void arrived(String connection, Instant at) {
    run(
        "insert into processed (connection, dedupe_key, applied_at) values (?, ?, ?)",
        connection,
        at.toString(),
        at);
  }

  private void reread(String connection, Instant observed) {
    transactions.run(tx -> new Rereads(clock).ask(tx, connection, "1", "equal times", observed));
  }

  private void event(String id) {
    transactions.run(tx ->
        new Outbox()
            .add(
                tx,
                new Event(
                    id,
                    "shop:1",
                    "observed",
                    HEARD,
                    clock.instant(),
                    JsonNodeFactory.instance.objectNode())));
  }

  private void run(String sql, Object... arguments) {
    transactions.run(tx -> Sql.update(tx, sql, arguments));
  }

  private static Connection connection(
      String name, Optional<Connection.Polling> polling, Optional<Duration> expectedEvery) {
    return new Connection(
        name,
        "test",
        Role.STOREFRONT,
        Mode.OBSERVE,
        ZoneOffset.UTC,
        URI.create("http://127.0.0.1:1"),
        Map.of(),
        polling,
        expectedEvery,
        STEP,
        STEP,
        1,
        Map.of());
  }
}
