package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.delivery.TestVendor.Fault;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who works on one delivery locks its rows in one order.
 *
 * <p>Each test stops both sides where they would wait for each other, by a lock of its own.
 */
class LockOrderIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String KEY = "shop:1";
  private static final String ROW =
      "select to_jsonb(d)::text from delivery d where key = ? and connection = 'erp'";

  private final World world = new World();
  private final Node node = world.node();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);

  @AfterEach
  void close() {
    go.countDown();
    threads.close();
    world.close();
  }

  /** Mechanism: the delivery is locked before its attempt where a call ends unknown. */
  @Test
  void aCallWithoutAnAnswerAndTheEndOfItsLeaseDoNotWaitForEachOther() throws Exception {
    endsWhileTheLeaseIsTakenForLost(new Fault.SlowFailure(arrived, go, 0));

    assertThat(world.failures).isEmpty();
    assertThat(outcomes()).containsExactly("unknown");
    assertThat(world.published(KEY)).containsExactly("unknown");
    assertThat(world.state(KEY)).isEqualTo("waiting");
  }

  /** Mechanism: the same where a call is confirmed. */
  @Test
  void aConfirmedCallAndTheEndOfItsLeaseDoNotWaitForEachOther() throws Exception {
    endsWhileTheLeaseIsTakenForLost(new Fault.Slow(arrived, go));
    node.work();

    assertThat(world.failures).isEmpty();
    assertThat(outcomes()).containsExactly("delivered");
    assertThat(world.published(KEY)).containsExactly("delivered");
    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /** The end of a call waits for the attempt, and another process comes for its delivery. */
  private void endsWhileTheLeaseIsTakenForLost(Fault call) throws Exception {
    Future<?> worker = sends(call);
    try (Connection test = world.database.source().getConnection()) {
      test.setAutoCommit(false);
      Sql.all(test, row -> row.getLong(1), "select id from attempt for update");
      go.countDown();
      awaitWaiting(1);

      world.clock.pass(world.config.lease().plusMillis(1));
      Future<List<Lease>> claim = threads.submit(() -> world.node().claim());
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(claim.isDone() || world.database.waiting() == 2).isTrue());

      test.rollback();
      test.setAutoCommit(true);
      worker.get(LONG.toSeconds(), TimeUnit.SECONDS);
      claim.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /**
   * Mechanism: the claim that fences whatever ends a call, however it ends; 0 is no answer, 200 a
   * confirmation.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 200, 409, 422, 429, 500, 503})
  void aCallThatEndsWhenItsLeaseIsLostLeavesTheDeliveryAsItIs(int status) throws Exception {
    Future<?> worker =
        sends(
            status == 200
                ? new Fault.Slow(arrived, go)
                : new Fault.SlowFailure(arrived, go, status));
    world.clock.pass(world.config.lease().plusMillis(1));
    assertThat(world.node().claim()).isEmpty();
    String before = world.text(ROW, KEY);

    go.countDown();
    worker.get(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(world.text(ROW, KEY)).isEqualTo(before);
    assertThat(outcomes()).containsExactly("unknown");
    assertThat(world.published(KEY)).containsExactly("unknown");
    assertThat(world.count("select count(*) from dead_letter")).isZero();
    assertThat(world.failures).isEmpty();
  }

  /**
   * Mechanism: the outcome is written down though the delivery went to another entity meanwhile.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 200, 422})
  void aCallThatEndsWhenItsDeliveryIsGoneIsStillWrittenDown(int status) throws Exception {
    Future<?> worker =
        sends(
            status == 200
                ? new Fault.Slow(arrived, go)
                : new Fault.SlowFailure(arrived, go, status));
    world.storefrontSays("shop:2", "10.00");
    world.merges(KEY, "shop:2");
    String before = world.text(ROW, "shop:2");

    go.countDown();
    worker.get(LONG.toSeconds(), TimeUnit.SECONDS);

    assertThat(world.text(ROW, "shop:2")).isEqualTo(before);
    String outcome =
        switch (status) {
          case 0 -> "unknown";
          case 200 -> "delivered";
          default -> "rejected";
        };
    assertThat(outcomes()).containsExactly(outcome);
    assertThat(world.count("select count(*) from dead_letter")).isZero();
  }

  /** Mechanism: only who holds the lease counts the looks that show nothing. */
  @Test
  void aLookThatShowsNothingIsNotCountedWhenItsLeaseIsLost() {
    world.vendor.next(new Fault.NoAnswer(false, false));
    world.storefrontSays(KEY, "10.00");
    node.work();
    world.clock.pass(World.SETTLE);
    node.work();
    world.clock.pass(World.SETTLE);
    Lease stale = node.claim().getFirst();
    world.clock.pass(world.config.lease().plusMillis(1));
    assertThat(world.node().claim()).hasSize(1);
    String before = world.text(ROW, KEY);

    node.worker.work(node.target, stale);

    assertThat(world.text(ROW, KEY)).isEqualTo(before);
    assertThat(outcomes()).containsExactly("unknown");
    assertThat(world.published(KEY)).containsExactly("unknown");
  }

  /** Mechanism: revival passes over a delivery that apply has, instead of holding its letter. */
  @Test
  void revivalDoesNotWaitForWhoDecidesAboutTheDelivery() throws Exception {
    var failure = new Fault.Status(500);
    world.vendor.next(failure, failure, failure, failure);
    world.storefrontSays(KEY, "10.00");
    for (int i = 0; i < 4; i++) {
      node.work();
      world.clock.pass(Duration.ofMinutes(1));
    }
    assertThat(world.state(KEY)).isEqualTo("dead");

    try (Connection test = world.database.source().getConnection()) {
      test.setAutoCommit(false);
      Sql.all(test, row -> row.getLong(1), "select 1 from delivery for update");
      Future<List<Lease>> claim = threads.submit(node::claim);
      await()
          .atMost(LONG)
          .untilAsserted(
              () -> assertThat(claim.isDone() || world.database.waiting() == 1).isTrue());
      long waiting = world.database.waiting();
      test.rollback();
      test.setAutoCommit(true);

      assertThat(waiting).isZero();
      assertThat(claim.get(LONG.toSeconds(), TimeUnit.SECONDS)).isEmpty();
    }
    node.work();
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /** Claims the delivery and stops in its call. */
  private Future<?> sends(Fault call) throws InterruptedException {
    world.vendor.next(call);
    world.storefrontSays(KEY, "10.00");
    Lease lease =
        node.claim().stream().filter(each -> each.key().equals(KEY)).findFirst().orElseThrow();
    Future<?> worker = threads.submit(() -> node.worker.work(node.target, lease));
    assertThat(arrived.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    return worker;
  }

  private List<String> outcomes() {
    return world.transactions.get(
        tx -> Sql.all(tx, row -> row.getString(1), "select outcome from attempt order by id"));
  }

  private void awaitWaiting(long transactions) {
    await()
        .atMost(LONG)
        .untilAsserted(() -> assertThat(world.database.waiting()).isEqualTo(transactions));
  }
}
