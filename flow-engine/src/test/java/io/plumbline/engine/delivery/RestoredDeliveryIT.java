package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.sql.DatabaseServer;
import io.plumbline.engine.sql.Sql;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was written since a backup is not written again when the database is put back to it. */
class RestoredDeliveryIT {

  private static final String KEY = "shop:1";

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: what was not looked at since the database came back is found by its reference. */
  @Test
  void makesNoSecondRecordOfWhatWasWrittenSince() {
    world.storefrontSays(KEY, "10.00");
    node.work();

    putBack(0);
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.records(KEY)).hasSize(1);
    assertThat(world.vendor.writes()).containsExactly(KEY + "=10.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
    assertThat(world.count("select count(*) from reread")).isOne();
  }

  /** Mechanism: what was written right before the accident has the settle time to show. */
  @Test
  void looksWhenTheSettleTimeIsOver() {
    world.storefrontSays(KEY, "10.00");
    node.work();
    int calls = world.vendor.calls();

    putBack(0);
    world.clock.pass(World.SETTLE.minusMillis(1));
    node.work();

    assertThat(world.vendor.calls()).isEqualTo(calls);
    assertThat(world.state(KEY)).isEqualTo("waiting");
  }

  /** Mechanism: a record that is held is read itself; staff made it, and it has no name of ours. */
  @Test
  void makesNoSecondRecordOfOneThatStaffMade() {
    String record = world.vendor.staffMakes("PO-77", "10.00");
    world.storefrontSays(KEY, "10.00");
    world.observed(KEY, World.ERP, Role.ERP, record, "10.00");

    restored(0);
    world.storefrontSays(KEY, "12.00");
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.records()).isOne();
    assertThat(world.vendor.writes()).containsExactly(KEY + "=12.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /** Mechanism: what is not there is written, once. */
  @Test
  void writesWhatIsNotThere() {
    world.storefrontSays(KEY, "10.00");

    restored(0);
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.writes()).containsExactly(KEY + "=10.00");
  }

  /** Mechanism: a look that began since is enough; nobody looks twice. */
  @Test
  void asksNothingOfWhatWasReadSince() {
    world.storefrontSays(KEY, "10.00");
    node.work();
    putBack(0);
    world.clock.pass(World.SETTLE.plus(Duration.ofSeconds(1)));
    world.erpIsHeard(KEY);
    int calls = world.vendor.calls();

    node.work();

    assertThat(world.vendor.calls()).isEqualTo(calls);
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /**
   * Mechanism: nothing is claimed while the inbox is applied again. What is wanted in between was
   * wanted before.
   */
  @Test
  void putsNoOlderStateAboveANewerOneWhileTheInboxIsAppliedAgain() {
    world.storefrontSays(KEY, "10.00");
    node.work();
    world.clock.pass(Duration.ofMinutes(1));
    world.erpIsHeard(KEY);
    world.storefrontSays(KEY, "12.00");
    node.work();

    putBack(2);
    world.storefrontSays(KEY, "10.00");
    world.clock.pass(World.SETTLE);
    node.work();
    assertThat(world.vendor.writes()).containsExactly(KEY + "=10.00", KEY + "=12.00");
    world.storefrontSays(KEY, "12.00");
    applied(2);
    node.work();

    assertThat(world.vendor.writes()).containsExactly(KEY + "=10.00", KEY + "=12.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }

  /**
   * Mechanism: the server is asked for in the transaction that claims. A standby may have forgotten
   * deliveries alone, of which the inbox tells nothing.
   */
  @Test
  void claimsNothingOnAnotherServerBeforeThatIsNotedDown() {
    world.transactions.run(tx -> DatabaseServer.becomesKnown(tx, world.clock.instant()));
    world.storefrontSays(KEY, "10.00");
    promoted();

    assertThat(node.claim()).isEmpty();
    assertThat(node.serverChanges).isOne();

    world.transactions.run(
        tx -> assertThat(DatabaseServer.becomesKnown(tx, world.clock.instant())).isTrue());
    assertThat(node.claim()).hasSize(1);
    assertThat(node.serverChanges).isOne();
  }

  /** What is held was written on the timeline before. */
  private void promoted() {
    world.transactions.run(tx -> Sql.update(tx, "update database_server set name = '1/00000000'"));
  }

  /**
   * Mechanism: revisions go on above all that was told. A receiver answers one that it has seen as
   * a repetition, and leaves a lower one as old news.
   */
  @Test
  void tellsNoNewStateUnderARevisionThatWasToldBefore() {
    world.storefrontSays(KEY, "10.00");
    node.work();
    world.storefrontSays(KEY, "12.00");
    node.work();
    long told = revision();

    putBack(0);
    world.storefrontSays(KEY, "14.00");

    assertThat(told).isEqualTo(2);
    assertThat(revision()).isGreaterThan(told);
  }

  /** Mechanism: the same for what the backup knows nothing of, and for the next accident. */
  @Test
  void beginsNoRevisionAnewThatTheBackupDoesNotKnow() {
    world.storefrontSays(KEY, "10.00");
    world.storefrontSays(KEY, "12.00");
    long told = revision();

    putBack(0);
    forget();
    world.storefrontSays(KEY, "14.00");
    long afterwards = revision();
    world.clock.pass(Duration.ofMinutes(1));
    world.transactions.run(
        tx -> Sql.update(tx, "update applied_offset set restored_at = ?", world.clock.instant()));
    forget();
    world.storefrontSays(KEY, "16.00");

    assertThat(afterwards).isGreaterThan(told);
    assertThat(revision()).isGreaterThan(afterwards);
  }

  private void forget() {
    world.transactions.run(tx -> Sql.update(tx, "delete from delivery"));
  }

  private long revision() {
    return world.count("select revision from delivery where key = ?", KEY);
  }

  /** The database as it was before anything was delivered. */
  private void putBack(long replayTo) {
    world.transactions.run(tx -> {
      Sql.update(tx, "delete from attempt");
      Sql.update(tx, "delete from reread");
      Sql.update(tx, "delete from replica where connection = ?", World.ERP);
      Sql.update(
          tx,
          "update delivery set state = 'due', revision = 1, achieved = 0, failures = 0, due_at = ?",
          world.clock.instant());
    });
    restored(replayTo);
  }

  /** As apply notes it down when it finds that the database is behind. */
  private void restored(long replayTo) {
    world.transactions.run(tx ->
        Sql.update(
            tx,
            """
            insert into applied_offset (topic, partition, next_offset, replay_to, restored_at)
            values ('inbox', 0, 0, ?, ?)
            """,
            replayTo,
            world.clock.instant()));
  }

  private void applied(long next) {
    world.transactions.run(tx -> Sql.update(tx, "update applied_offset set next_offset = ?", next));
  }
}
