package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.api.Moment;
import io.plumbline.engine.api.Timelines;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.deadletter.DecideDeadLetter.Outcome;
import io.plumbline.engine.delivery.TestVendor.Fault;
import io.plumbline.engine.delivery.TestVendor.Fault.Status;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.secrecy.Quotes;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What follows from a failure, by its kind. */
class FailuresIT {

  private static final Duration BACKOFF = Duration.ofMinutes(1);

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: the counter of failures, bounded by the configured retries. */
  @Test
  void becomesADeadLetterAfterThreeRetries() {
    world.vendor.next(new Status(500), new Status(500), new Status(500), new Status(500));
    world.storefrontSays("shop:1", "10.00");

    for (int i = 0; i < 3; i++) {
      node.work();
      assertThat(world.state("shop:1")).isEqualTo("waiting");
      world.clock.pass(BACKOFF);
    }
    node.work();

    assertThat(world.state("shop:1")).isEqualTo("dead");
    assertThat(world.text("select cause from dead_letter")).isEqualTo("exhausted");
    assertThat(world.published("shop:1"))
        .containsExactly("failed", "failed", "failed", "failed", "open");
  }

  /** Mechanism: the backoff before a retry. */
  @Test
  void doesNotRetryBeforeTheBackoffIsOver() {
    world.vendor.next(new Status(500));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.clock.pass(world.config.backoffBase().dividedBy(2).minusMillis(1));
    node.work();

    assertThat(world.vendor.calls()).isOne();
  }

  /** Mechanism: revival through the probe of the breaker that the exhaustion opened. */
  @Test
  void exhaustedLettersReviveWhenTheConnectionRecoversAndRejectedOnesWait() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:2", "20.00");
    node.work();
    world.vendor.next(new Status(500), new Status(500), new Status(500), new Status(500));
    world.storefrontSays("shop:1", "10.00");
    for (int i = 0; i < 4; i++) {
      node.work();
      world.clock.pass(BACKOFF);
    }

    node.work();

    assertThat(world.state("shop:1")).isEqualTo("settled");
    assertThat(world.text("select state from dead_letter where key = 'shop:1'"))
        .isEqualTo("retried");
    assertThat(world.state("shop:2")).isEqualTo("dead");
    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
  }

  /** Mechanism: a connection-wide failure opens the breaker and is not counted. */
  @Test
  void anOutagePausesTheConnectionCountsNothingAndResumes() {
    world.vendor.down(503);
    for (int i = 0; i < 20; i++) {
      world.storefrontSays("shop:" + i, "1.00");
    }
    for (int i = 0; i < 30; i++) {
      node.work();
      world.clock.pass(Duration.ofSeconds(1));
    }
    // The first claim of eight was under way; then one probe each five seconds.
    assertThat(world.vendor.calls()).isBetween(10, 8 + 7);
    assertThat(world.count("select count(*) from delivery where failures > 0")).isZero();

    world.vendor.down(0);
    world.clock.pass(world.config.probe());
    node.work();

    assertThat(world.count("select count(*) from delivery where state <> 'settled'")).isZero();
    assertThat(world.count("select count(*) from dead_letter")).isZero();
    assertThat(world.vendor.records()).isEqualTo(20);
  }

  /** Mechanism: failures in a row open the breaker, and an open breaker counts nothing. */
  @Test
  void aVendorThatFailsEverythingMakesNoHeapOfDeadLetters() {
    world.vendor.down(500);
    for (int i = 0; i < 20; i++) {
      world.storefrontSays("shop:" + i, "1.00");
    }
    for (int i = 0; i < 20; i++) {
      node.work();
      world.clock.pass(BACKOFF);
    }
    assertThat(world.count("select count(*) from dead_letter")).isZero();
    assertThat(world.text("select breaker from connection_state")).isEqualTo("open");

    world.vendor.down(0);
    for (int i = 0; i < 3; i++) {
      world.clock.pass(BACKOFF);
      node.work();
    }

    assertThat(world.count("select count(*) from delivery where state <> 'settled'")).isZero();
  }

  /** Mechanism: the pause shared through the connection's state. */
  @Test
  void aThrottledConnectionWaitsAsLongAsTheVendorAskedAndCountsNothing() {
    world.vendor.next(new Status(429));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.storefrontSays("shop:2", "20.00");

    world.clock.pass(Duration.ofSeconds(7).minusMillis(1));
    world.node().work();
    assertThat(world.vendor.calls()).isOne();
    world.clock.pass(Duration.ofMillis(1));
    node.work();

    assertThat(world.vendor.records()).isEqualTo(2);
    assertThat(world.count("select sum(failures) from delivery")).isZero();
  }

  /** Mechanism: a turn that our own throttle does not give is no refusal, and no attempt. */
  @Test
  void itsOwnWaitingForATurnPausesNobodyAndIsNoAttempt() throws Exception {
    world.transactions.run(tx -> occupyEveryPlace(tx, world.clock.instant()));
    world.storefrontSays("shop:1", "10.00");
    List<Lease> leases = node.claim();
    try (ExecutorService other = Executors.newCachedThreadPool()) {
      var queued = other.submit(() -> node.worker.work(node.target, leases.getFirst()));
      await().until(() -> timePasses(queued));
      queued.get(20, TimeUnit.SECONDS);
    }

    assertThat(world.text("select (paused_until is null)::text from connection_state"))
        .isEqualTo("true");
    assertThat(world.text("select state || ' ' || failures from delivery")).isEqualTo("due 0");
    assertThat(world.count("select count(*) from attempt")).isZero();
    assertThat(world.published("shop:1")).isEmpty();
  }

  /** Mechanism: a probe that got no turn gives its right to probe back. */
  @Test
  void aProbeThatGotNoTurnDoesNotKeepTheOthersFromProbing() throws Exception {
    world.vendor.next(new Status(503));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.clock.pass(world.config.probe());
    world.transactions.run(tx -> occupyEveryPlace(tx, world.clock.instant()));
    List<Lease> probe = node.claim();
    try (ExecutorService other = Executors.newCachedThreadPool()) {
      var queued = other.submit(() -> node.worker.work(node.target, probe.getFirst()));
      await().until(() -> timePasses(queued));
      queued.get(20, TimeUnit.SECONDS);
    }

    assertThat(world.text("select breaker from connection_state")).isEqualTo("open");
  }

  private static void occupyEveryPlace(Connection tx, Instant now) {
    Sql.update(
        tx,
        "insert into connection_slot select 'erp', place, 'another', ? from generate_series(1, 4) place",
        now.plus(Duration.ofDays(1)));
  }

  /** A second at a time, until the work is through. */
  private boolean timePasses(Future<?> work) {
    world.clock.pass(Duration.ofSeconds(1));
    return work.isDone();
  }

  @Test
  void aRefusedTokenStopsTheConnectionUntilItIsAccepted() {
    world.vendor.down(401);
    world.storefrontSays("shop:1", "10.00");
    node.work();
    assertThat(world.text("select pause_reason from connection_state")).contains("token");

    world.vendor.down(0);
    world.clock.pass(world.config.probe());
    node.work();

    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Invariant 6. Mechanism: the vendor's words are no part of what is told of the failure. */
  @Test
  void tellsNobodyWhomARefusalNames() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    assertThat(
            world.text("select string_agg(explanation, ' ') from dead_letter")
                + world.text("select string_agg(detail, ' ') from attempt")
                + world.text("select string_agg(payload::text, ' ') from outbox"))
        .contains("expected a known item, found none. What the vendor said is kept")
        .doesNotContainIgnoringCase("quackenbush", "zoë", "zoe.q", "ada other");
  }

  /** Invariant 6. Mechanism: they are kept under the entity's key, for whoever may read that. */
  @Test
  void keepsTheVendorsWordsUntilTheEntityIsErased() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    var kept = vendorsWords("shop:1");

    var keys = new EntityKeys(world.master);
    world.transactions.run(tx ->
        Sql.update(
            tx, "update entity set data_key = ? where key = 'shop:1'", keys.create("shop:1")));

    assertThat(kept).hasSize(2).allMatch(words -> words.contains("Zoë QUACKENBUSH"));
    assertThat(vendorsWords("shop:1")).isEmpty();
  }

  private List<String> vendorsWords(String key) {
    var timelines = new Timelines(new Quotes(new EntityKeys(world.master)));
    return world.transactions.get(tx -> timelines.of(tx, key)).stream()
        .map(moment ->
            switch (moment) {
              case Moment.Observed _ -> Optional.<String>empty();
              case Moment.Attempted attempted -> Optional.ofNullable(attempted.quoted());
              case Moment.Died died -> Optional.ofNullable(died.quoted());
            })
        .flatMap(Optional::stream)
        .toList();
  }

  /** Mechanism: a newer revision resolves the letter and wakes the row. */
  @Test
  void aNewerRevisionWakesARejectedDelivery() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    assertThat(world.published("shop:1")).containsExactly("rejected", "open");

    world.storefrontSays("shop:1", "12.00");
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=12.00");
    assertThat(world.published("shop:1"))
        .containsExactly("rejected", "open", "resolved", "delivered");
  }

  /** Mechanism: a retry plans from what is said now, never from what was to be sent then. */
  @Test
  void aRetryReadsTheStateOfNow() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.observed("shop:1", "shop", Role.STOREFRONT, "shop:1", "11.00");

    Outcome outcome = node.decide.retry(world.count("select id from dead_letter"));
    node.work();

    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    assertThat(world.vendor.writes()).containsExactly("shop:1=11.00");
  }

  @Test
  void refusesToDiscardWithoutAReasonAndToDecideTwice() {
    world.vendor.next(new Status(422));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    long letter = world.count("select id from dead_letter");

    assertThat(node.decide.discard(letter, " ")).isInstanceOf(Outcome.Refused.class);
    assertThat(node.decide.discard(letter, "sample order")).isInstanceOf(Outcome.Done.class);
    assertThat(node.decide.retry(letter)).isInstanceOf(Outcome.Refused.class);
    assertThat(node.decide.retry(letter + 1)).isInstanceOf(Outcome.Absent.class);
  }

  /** Mechanism: the record is read again before a write that met a conflict is planned anew. */
  @Test
  void readsAgainAfterAConflict() {
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(1));
    world.erpIsHeard("shop:1");
    world.vendor.next(new Status(409));
    world.storefrontSays("shop:1", "12.00");
    node.work();
    world.vendor.edit("shop:1", "12.00");

    world.clock.pass(BACKOFF);
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Mechanism: the desired state is decided at send time; what is not wanted is not sent. */
  @Test
  void sendsNothingThatIsNoLongerWanted() {
    world.vendor.next(new Status(500));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.noLongerWanted("shop:1");
    world.clock.pass(BACKOFF);
    node.work();

    assertThat(world.vendor.writes()).isEmpty();
    assertThat(world.state("shop:1")).isEqualTo("unwanted");
  }

  /** Mechanism: an unknown outcome that two looks refute counts as a failure. */
  @Test
  void writesThatNeverTakeEffectAreGivenUp() {
    Fault silent = new Fault.NoAnswer(false, false);
    world.vendor.next(silent, silent, silent, silent);
    world.storefrontSays("shop:1", "10.00");

    for (int i = 0; i < 12 && !world.state("shop:1").equals("dead"); i++) {
      node.work();
      world.clock.pass(World.SETTLE);
    }

    assertThat(world.vendor.writes()).isEmpty();
    assertThat(world.text("select cause from dead_letter")).isEqualTo("exhausted");
  }

  @Test
  void countsWhereDeliveriesStand() {
    world.vendor.next(new Status(422), new Status(500));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.storefrontSays("shop:2", "10.00");
    node.work();
    world.storefrontSays("shop:3", "10.00");
    world.storefrontSays("shop:4", "10.00");
    node.claiming.next(node.target, 1);

    DeliveryStatus.Numbers numbers = world.transactions.get(node.status::numbers);

    assertThat(numbers).isEqualTo(new DeliveryStatus.Numbers(1, 1, 1, 1));
  }
}
