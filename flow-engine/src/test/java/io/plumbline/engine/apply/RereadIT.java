package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.deadletter.DecideDeadLetter;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.intake.RetryReread;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read again is settled once, by the look that was last, or given up with its cause. */
class RereadIT {

  private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: the re-read's sequence, given before it reads. */
  @Test
  void settlesEqualSecondsByReadingAgain() {
    world.apply(
        world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")),
        world.webhook("e2", "shop", ScriptedConnector.body("1", T1, "12.00")));
    assertThat(world.total("1")).isEqualTo("10.00");
    world.vendor.holds("1", T1, "12.00");

    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("12.00");
    assertThat(world.count("reread")).isZero();
  }

  /**
   * Mechanism: what is due is found apart from the update. Where the planner takes the table for
   * small it asks for the list once for each row; the update's own rows drop out of it each time,
   * and the limit holds for none. What was claimed beyond it nobody would read for a lease.
   */
  @Test
  void takesNoMoreReadsThanThereIsRoomFor() {
    world.ask("1");
    world.run(tx -> Sql.update(tx, "analyze reread"));
    IntStream.range(2, 40).forEach(id -> world.ask("" + id));

    assertThat(world.claim(3)).hasSize(3);
    assertThat(world.claim(100)).hasSize(36);
  }

  /**
   * Mechanism: reads wait while a database that was put back applies the inbox again. Their numbers
   * would be below those that are still to come, and what only they saw would be lost.
   */
  @Test
  void takesNoReadsWhileTheInboxIsAppliedAgain() {
    world.ask("1");
    world.run(tx ->
        Sql.update(
            tx,
            """
            insert into applied_offset (topic, partition, next_offset, replay_to)
            values ('inbox', 0, 1, 2)
            """));
    assertThat(world.claim(1)).isEmpty();

    world.run(tx -> Sql.update(tx, "update applied_offset set next_offset = 2"));

    assertThat(world.claim(1)).hasSize(1);
  }

  /** Mechanism: our own waiting for a turn is no failure, after which waits grow to minutes. */
  @Test
  void comesAgainSoonHoweverOftenItGotNoTurn() {
    world.vendor.holds("1", T1, "10.00");
    world.ask("1");
    world.vendor.fails("1", new CallFailed(Kind.BUSY, "no turn"));
    for (int tries = 0; tries < 12; tries++) {
      world.rereadAll();
      world.clock.pass(Duration.ofSeconds(1));
    }
    world.vendor.holds("1", T1, "10.00");

    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("10.00");
  }

  /** Mechanism: a read that finds nothing is an observation of its own. */
  @Test
  void hearsThatARecordIsGone() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    world.ask("1");

    world.rereadAll();

    assertThat(world.text("select deleted::text from replica where external_id = '1'"))
        .isEqualTo("true");
    assertThat(world.count("reread")).isZero();
  }

  /**
   * Mechanism: the time in a re-read's dedupe key. Its sequence starts again once the read before
   * is settled; by that alone the second read passes for the first, and its row stays for good.
   */
  @Test
  void tellsALaterReadFromAnEarlierOneOfTheSameSequence() {
    world.vendor.filters("1", "a draft");
    world.ask("1");
    world.rereadAll();
    world.clock.pass(Duration.ofSeconds(1));
    world.ask("1");

    world.rereadAll();

    assertThat(world.count("reread")).isZero();
    assertThat(world.text("select records::text from counted")).isEqualTo("2");
  }

  /** Mechanism: {@code answering}, noted with the claim; apply may be faster than the reader. */
  @Test
  void settlesAReadThatIsAppliedBeforeItsReaderGoesOn() {
    world.vendor.holds("1", T1, "12.00");
    world.ask("1");

    world.read(arrived -> world.apply(world.unpacked(arrived)));

    assertThat(world.count("reread")).isZero();
  }

  /** Mechanism: {@code asks}; the read in progress may have been before what was asked about. */
  @Test
  void readsOnceMoreWhatWasAskedForDuringTheRead() {
    world.vendor.holds("1", T1, "12.00");
    world.ask("1");
    world.read(arrived -> {
      world.ask("1");
      world.apply(world.unpacked(arrived));
    });
    world.vendor.holds("1", T2, "13.00");

    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("13.00");
    assertThat(world.count("reread")).isZero();
  }

  /** Mechanism: whatever a read brought settles it; what is unusable is a dead letter. */
  @Test
  void settlesAReadThatCannotBeUnderstood() {
    world.vendor.garbles("1");
    world.ask("1");

    world.rereadAll();

    assertThat(world.count("reread")).isZero();
    assertThat(world.text("select kind || ' ' || cause from dead_letter"))
        .isEqualTo("inbound unusable");
  }

  /** Mechanism: the ask carries when its cause was observed, not when it was applied. */
  @Test
  void isUnsettledSinceWhatAskedForItWasObserved() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    String observed = world.clock.instant().toString();
    Unpacked conflicting = world.webhook("e2", "shop", ScriptedConnector.body("1", T1, "12.00"));
    world.clock.pass(Duration.ofMinutes(7));

    world.apply(conflicting);

    assertThat(world.text("select (asked_at = ?::timestamptz)::text from reread", observed))
        .isEqualTo("true");
  }

  /** Mechanism: the count of refusals; a row that never ends would hold the watermark for good. */
  @Test
  void givesUpWhatTheVendorAlwaysRefuses() {
    world.vendor.fails("1", new CallFailed(Kind.REJECTED, "the record is locked"));
    world.ask("1");
    tries(ApplyWorld.RETRIES);
    assertThat(world.count("reread")).isOne();
    assertThat(world.count("dead_letter")).isZero();

    tries(1);

    assertThat(world.count("reread")).isZero();
    assertThat(world.text("select kind || ' ' || cause || ' ' || external_id from dead_letter"))
        .isEqualTo("reread rejected 1");
    assertThat(world.text("select explanation from dead_letter")).contains("the record is locked");
    assertThat(world.text("select payload->>'kind' from outbox where type = 'dead-lettered'"))
        .isEqualTo("inbound");
  }

  /** Mechanism: one open letter per record, closed by the read that succeeds. */
  @Test
  void tellsOnceWhatItCannotReadAndThatItCanAgain() {
    world.vendor.fails("1", new CallFailed(Kind.REJECTED, "the record is locked"));
    world.ask("1");
    tries(ApplyWorld.RETRIES + 1);
    world.ask("1");
    tries(ApplyWorld.RETRIES + 1);
    assertThat(world.count("dead_letter")).isOne();
    world.vendor.holds("1", T1, "12.00");
    world.ask("1");

    world.rereadAll();

    assertThat(world.text("select state from dead_letter")).isEqualTo("resolved");
  }

  /** Mechanism: the way to retry a letter of this kind. */
  @Test
  void readsAgainWhatAPersonRetries() {
    world.vendor.fails("1", new CallFailed(Kind.REJECTED, "the record is locked"));
    world.ask("1");
    tries(ApplyWorld.RETRIES + 1);
    world.vendor.holds("1", T1, "12.00");
    long letter = Long.parseLong(world.text("select id::text from dead_letter"));

    new DecideDeadLetter(
            world.transactions(), world.letters, List.of(new RetryReread(world.rereads)))
        .retry(letter);
    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("12.00");
  }

  /** Mechanism: what may pass is not counted, however often it fails, while patience lasts. */
  @Test
  void waitsForAVendorThatIsAwayAndGivesUpOnlyWhatOutlastsPatience() {
    world.vendor.fails("1", new CallFailed(Kind.TRANSIENT, "500"));
    world.ask("1");
    tries(10);
    assertThat(world.count("reread")).isOne();
    world.clock.pass(ApplyWorld.TROUBLE);

    tries(1);

    assertThat(world.count("reread")).isZero();
    assertThat(world.text("select cause from dead_letter")).isEqualTo("exhausted");
  }

  /** Mechanism: a limit or an outage is the connection's, never the record's. */
  @Test
  void neverGivesUpForTheConnectionsSake() {
    world.vendor.fails("1", new CallFailed(Kind.THROTTLED, "429"));
    world.ask("1");
    world.clock.pass(ApplyWorld.TROUBLE.plusSeconds(1));

    tries(10);

    assertThat(world.count("reread")).isOne();
    assertThat(world.count("dead_letter")).isZero();
  }

  /** Mechanism: whatever a read fails with puts it off; else its lease holds it, uncounted. */
  @Test
  void putsOffAReadThatFailsUnexpectedly() {
    world.vendor.holds("1", T1, "12.00");
    world.ask("1");

    world.read(arrived -> {
      throw new IllegalStateException("the client is closed");
    });

    assertThat(world.text("select failures || ' ' || (lease_until is null)::text from reread"))
        .isEqualTo("1 true");
  }

  private void tries(int times) {
    List<Arrived> read = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      world.read(read::add);
      world.clock.pass(LONGEST_BACKOFF);
    }
    assertThat(read).isEmpty();
  }

  /** Mechanism: what was read again is settled behind the deliveries, as a worker locks them. */
  @Test
  void holdsNoReadWhileItWaitsForADelivery() throws Exception {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    world.run(tx ->
        Sql.update(
            tx,
            """
            insert into delivery (key, connection, reference, revision, content_hash, state, due_at, changed_at)
            select key, 'erp', 'r', 1, 'x', 'due', now(), now() from entity
            """));
    world.vendor.holds("1", T2, "12.00");
    world.ask("1");
    List<Arrived> inbox = new ArrayList<>();
    world.read(inbox::add);

    try (ExecutorService threads = Executors.newCachedThreadPool();
        Connection worker = world.database.source().getConnection()) {
      worker.setAutoCommit(false);
      Sql.all(worker, row -> row.getInt(1), "select 1 from delivery for update");
      Future<?> applied =
          threads.submit(() -> inbox.forEach(arrived -> world.apply(world.unpacked(arrived))));
      await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(waiting()).isOne());

      assertThat(Sql.all(worker, row -> row.getInt(1), "select 1 from reread for update nowait"))
          .hasSize(1);

      worker.rollback();
      worker.setAutoCommit(true);
      applied.get(60, TimeUnit.SECONDS);
    }
    assertThat(world.total("1")).isEqualTo("12.00");
    assertThat(world.count("reread")).isZero();
  }

  /** How many transactions wait for another's row. */
  private int waiting() {
    return Integer.parseInt(
        world.text(
            """
            select count(*)::text from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """));
  }
}
