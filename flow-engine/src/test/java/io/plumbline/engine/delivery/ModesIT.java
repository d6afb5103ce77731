package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** No write reaches a connection in mode observe or shadow. */
class ModesIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  private final World world = new World(1);
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void observePlansAndSendsNothing() {
    world.mode(Mode.OBSERVE);
    world.storefrontSays("shop:1", "10.00");

    node.work();

    assertThat(world.vendor.calls()).isZero();
    assertThat(world.count("select count(*) from attempt")).isZero();
    assertThat(world.state("shop:1")).isEqualTo("held");
  }

  @Test
  void shadowRecordsWhatItWouldSendAndSendsNothing() {
    world.mode(Mode.SHADOW);
    world.storefrontSays("shop:1", "10.00");

    node.work();

    assertThat(world.vendor.calls()).isZero();
    assertThat(world.published("shop:1")).containsExactly("shadowed");
    assertThat(world.text("select sent->>'commercial.total' from attempt")).isEqualTo("10.00");
    assertThat(world.state("shop:1")).isEqualTo("shadowed");
  }

  /** Mechanism: going live wakes what was kept back. */
  @Test
  void deliversWhatWasKeptBackOnceItIsLive() {
    world.mode(Mode.SHADOW);
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.mode(Mode.LIVE);
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
  }

  /** Mechanism: the mode is read inside the claim. */
  @Test
  void sendsNothingWhenTheModeChangesAfterTheClaim() {
    world.storefrontSays("shop:1", "10.00");
    Lease lease = node.claim().getFirst();

    world.mode(Mode.OBSERVE);
    node.worker.work(node.target, lease);

    assertThat(world.vendor.calls()).isZero();
    assertThat(world.state("shop:1")).isEqualTo("held");
  }

  /** Mechanism: the last check, between the wait for a turn and the request. */
  @Test
  void sendsNothingWhenTheModeChangesWhileTheWriteIsQueued() throws Exception {
    world.storefrontSays("shop:1", "10.00");
    occupyTheOnlyPlace();
    try (ExecutorService other = Executors.newCachedThreadPool()) {
      var queued = other.submit(node::work);
      await().until(() -> world.count("select count(*) from attempt") == 1);

      world.mode(Mode.SHADOW);
      freeThePlace();
      queued.get(20, TimeUnit.SECONDS);
    }

    assertThat(world.vendor.calls()).isZero();
    assertThat(world.published("shop:1")).containsExactly("shadowed");
    assertThat(world.state("shop:1")).isEqualTo("shadowed");
  }

  /**
   * Mechanism: whoever lets a delivery rest looks at the mode once more, and waits for who is
   * changing it. The change wakes what rests at its moment, and this is not resting yet.
   */
  @ParameterizedTest
  @EnumSource(names = {"OBSERVE", "SHADOW"})
  void deliversWhatComesToRestWhileTheConnectionGoesLive(Mode before) throws Exception {
    world.mode(before);
    world.storefrontSays("shop:1", "10.00");
    Lease lease = node.claim().getFirst();
    try (Connection person = world.database.source().getConnection();
        ExecutorService other = Executors.newCachedThreadPool()) {
      person.setAutoCommit(false);
      node.transactions.afterNext(
          () -> new Modes().set(person, World.ERP, Mode.LIVE, world.clock.instant()));
      var worker = other.submit(() -> node.worker.work(node.target, lease));
      await()
          .atMost(LONG)
          .untilAsserted(() ->
              assertThat(worker.isDone() || world.database.waiting() == 1)
                  .as("worker done: %s, waiting: %s", worker.isDone(), world.database.waiting())
                  .isTrue());
      person.commit();
      person.setAutoCommit(true);
      worker.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.published("shop:1")).containsExactly("delivered");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  private void occupyTheOnlyPlace() {
    world.transactions.run(tx ->
        Sql.update(
            tx,
            "insert into connection_slot values ('erp', 1, 'another', ?)",
            world.clock.instant().plusSeconds(60)));
  }

  private void freeThePlace() {
    world.transactions.run(tx -> Sql.update(tx, "delete from connection_slot"));
  }
}
