package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.delivery.TestVendor.Fault;
import io.plumbline.engine.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One business event makes at most one record, and an older state never overwrites a newer one.
 *
 * <p>The vendor creates a record for every POST, so each test fails when the mechanism it names is
 * taken away.
 */
class OnceOnlyIT {

  private static final Duration BROKER_AHEAD = Duration.ofSeconds(1);

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void deliversWhatTheStorefrontSays() {
    world.storefrontSays("shop:1", "10.00");

    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
    assertThat(world.published("shop:1")).containsExactly("delivered");
    assertThat(world.count("select count(*) from reread where external_id = 'r1'")).isOne();
    assertThat(world.count("select count(*) from replica where connection = 'erp'")).isZero();
  }

  /** Mechanism: the content hash that numbers revisions. */
  @Test
  void saysTheSameContentOnce() {
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.storefrontSays("shop:1", "10.00");
    node.work();

    assertThat(world.vendor.writes()).hasSize(1);
  }

  /** Mechanism: no second write before two negative read-backs a settle time apart. */
  @Test
  void makesOneRecordOfAWriteThatShowsLate() {
    world.vendor.next(new Fault.NoAnswer(true, false));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.clock.pass(World.SETTLE);
    node.work();

    world.vendor.reveal();
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.state("shop:1")).isEqualTo("settled");
    assertThat(world.published("shop:1")).containsExactly("unknown", "delivered");
  }

  /** Mechanism: the settle time before each read-back. */
  @Test
  void looksOnlyWhenTheSettleTimeIsOver() {
    world.vendor.next(new Fault.NoAnswer(false, false));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    int calls = world.vendor.calls();

    world.clock.pass(World.SETTLE.minusMillis(1));
    node.work();

    assertThat(world.vendor.calls()).isEqualTo(calls);
    assertThat(world.state("shop:1")).isEqualTo("waiting");
  }

  /** Mechanism: the second write after two negative read-backs, not after one, and not never. */
  @Test
  void writesAgainAfterTwoNegativeReadBacks() {
    world.vendor.next(new Fault.NoAnswer(false, false));
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.clock.pass(World.SETTLE);
    node.work();
    assertThat(world.vendor.writes()).isEmpty();

    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.published("shop:1")).containsExactly("unknown", "failed", "delivered");
  }

  /** Mechanism: a newer revision does not cut short the wait for an unknown outcome. */
  @Test
  void makesOneRecordWhenAnEditArrivesWhileTheOutcomeIsUnknown() {
    world.vendor.next(new Fault.NoAnswer(true, false));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.storefrontSays("shop:1", "12.00");
    node.work();
    assertThat(world.vendor.records("shop:1")).hasSize(1);
    world.vendor.reveal();
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00", "shop:1=12.00");
  }

  /** Mechanism: the journalled attempt that an expired lease leaves behind. */
  @Test
  void makesOneRecordWhenTheProcessIsKilledDuringTheCall() {
    world.storefrontSays("shop:1", "10.00");
    killedDuringTheCall();
    assertThat(world.vendor.records("shop:1")).hasSize(1);

    Node restarted = world.node();
    world.clock.pass(world.config.lease().plusMillis(1));
    restarted.work();
    assertThat(world.state("shop:1")).isEqualTo("waiting");
    world.clock.pass(World.SETTLE);
    restarted.work();

    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.state("shop:1")).isEqualTo("settled");
    assertThat(world.published("shop:1")).containsExactly("unknown", "delivered");
  }

  /** Mechanism: a claim without a call in its journal is simply due again. */
  @Test
  void goesOnAfterAKillBeforeTheCall() {
    world.storefrontSays("shop:1", "10.00");
    List<Lease> abandoned = node.claim();
    assertThat(abandoned).hasSize(1);

    world.clock.pass(world.config.lease().plusMillis(1));
    world.node().work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
  }

  /** Mechanism: the claim number that fences a worker whose lease another has taken over. */
  @Test
  void aWorkerThatWokeTooLateSendsNothing() {
    world.storefrontSays("shop:1", "10.00");
    Lease stale = node.claim().getFirst();
    world.clock.pass(world.config.lease().plusMillis(1));
    world.node().work();

    node.worker.work(node.target, stale);

    assertThat(world.vendor.writes()).hasSize(1);
  }

  /** Mechanism: what was written and not yet heard of is read before anything newer is planned. */
  @Test
  void makesOneRecordWhenAnEditComesBeforeTheRecordWasHeardOf() {
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.clock.pass(Duration.ofSeconds(1));
    world.storefrontSays("shop:1", "12.00");
    node.work();

    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00", "shop:1=12.00");
  }

  /** Mechanism: one lease per row, and the revision that makes the row due again after it. */
  @Test
  void olderNeverOverwritesNewerWhenEditsArriveDuringASlowWrite() throws Exception {
    var arrived = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    world.vendor.next(new Fault.Slow(arrived, go));
    world.storefrontSays("shop:1", "10.00");
    try (ExecutorService other = Executors.newCachedThreadPool()) {
      var slow = other.submit(node::work);
      assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

      world.storefrontSays("shop:1", "11.00");
      world.storefrontSays("shop:1", "12.00");
      world.node().work();
      go.countDown();
      slow.get(10, TimeUnit.SECONDS);
      world.node().work();
    }

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00", "shop:1=12.00");
    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.vendor.mostInFlight()).isOne();
  }

  /** Mechanism: SKIP LOCKED claims, leases, and the unique attempt in flight. */
  @Test
  void twoWorkersRacingMakeOneRecordEach() throws Exception {
    int entities = 300;
    IntStream.range(0, entities).forEach(i -> world.storefrontSays("shop:" + i, "1.00"));
    List<Node> nodes = List.of(node, world.node());

    try (ExecutorService workers = Executors.newCachedThreadPool()) {
      List<Future<?>> racing = new ArrayList<>();
      for (Node each : nodes) {
        for (int i = 0; i < 3; i++) {
          racing.add(workers.submit(each::work));
        }
      }
      IntStream.range(0, entities)
          .filter(i -> i % 5 == 0)
          .forEach(i -> world.storefrontSays("shop:" + i, "2.00"));
      for (Future<?> each : racing) {
        each.get(60, TimeUnit.SECONDS);
      }
    }
    node.work();

    assertThat(world.vendor.records()).isEqualTo(entities);
    assertThat(world.vendor.mostInFlight()).isOne();
    assertThat(world.count("select count(*) from delivery where state <> 'settled'")).isZero();
  }

  /** Mechanism: what was said at a revision is not said twice, however the vendor reads it back. */
  @Test
  void doesNotFightAVendorThatReadsBackSomethingElse() {
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.vendor.edit("shop:1", "10.01");
    world.erpIsHeard("shop:1");

    world.transactions.run(tx -> Sql.update(tx, "update delivery set state = 'due'"));
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /**
   * Mechanism: the look's own beginning is compared with the write's end, not its arrival. The
   * broker's clock is ahead: what was read before the write seems to have come after it.
   */
  @Test
  void goesBackToWhatItSaidBeforeThoughTheBrokersClockIsAhead() {
    world.storefrontSays("shop:1", "2.00");
    node.work();
    world.clock.pass(Duration.ofMillis(100));
    Instant lookBegan = world.clock.instant();
    world.clock.pass(Duration.ofMillis(400));
    world.storefrontSays("shop:1", "3.00");
    node.work();
    world.clock.pass(BROKER_AHEAD);
    world.erpSaid("shop:1", "2.00", lookBegan);
    world.clock.pass(BROKER_AHEAD.negated());

    world.storefrontSays("shop:1", "2.00");
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=2.00", "shop:1=3.00", "shop:1=2.00");
  }

  /**
   * Mechanism: the same, all clocks agreeing; the poll puts its page only when it has all of it.
   */
  @Test
  void goesBackToWhatItSaidBeforeThoughAPollsRowArrivesAfterTheWrite() {
    world.storefrontSays("shop:1", "2.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(1));
    Instant lookBegan = world.clock.instant();
    world.clock.pass(Duration.ofSeconds(1));
    world.storefrontSays("shop:1", "3.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(3));
    world.erpSaid("shop:1", "2.00", lookBegan);

    world.storefrontSays("shop:1", "2.00");
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=2.00", "shop:1=3.00", "shop:1=2.00");
  }

  /** Mechanism: what was only told of, by a webhook, never counts as having seen a write. */
  @Test
  void goesBackToWhatItSaidBeforeThoughAWebhookOfBeforeArrivesAfterTheWrite() {
    world.storefrontSays("shop:1", "2.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(1));
    world.storefrontSays("shop:1", "3.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(3));
    world.erpSaid("shop:1", "2.00", null);

    world.storefrontSays("shop:1", "2.00");
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=2.00", "shop:1=3.00", "shop:1=2.00");
  }

  /** Mechanism: a look that began after the write has seen it: nothing is read once more. */
  @Test
  void doesNotReadAgainWhatALookHasSeenSince() {
    world.storefrontSays("shop:1", "2.00");
    node.work();
    world.clock.pass(Duration.ofSeconds(1));
    world.erpIsHeard("shop:1");
    int calls = world.vendor.calls();

    world.storefrontSays("shop:1", "3.00");
    node.work();

    assertThat(world.vendor.calls()).isEqualTo(calls + 1);
  }

  /** The call reaches the vendor and takes effect; the process ends before it hears of it. */
  private void killedDuringTheCall() {
    Node dying = world.node(DyingConnector::new);
    Lease lease = dying.claim().getFirst();
    assertThatThrownBy(() -> dying.worker.work(dying.target, lease))
        .isInstanceOf(DyingConnector.Killed.class);
  }
}
