package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two entities that turn out to be one have one delivery, and one record in each system. */
class MergedDeliveriesIT {

  private static final String YOUNGER = "shop:2";
  private static final String ELDER = "shop:1";

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: the row moves to the key that goes on. */
  @Test
  void goesOnUnderTheOtherKey() {
    world.storefrontSays(YOUNGER, "10.00");
    world.storefrontKnows(ELDER, "10.00");

    world.merges(YOUNGER, ELDER);
    node.work();

    assertThat(world.vendor.writes()).containsExactly(ELDER + "=10.00");
    assertThat(world.state(ELDER)).isEqualTo("settled");
    assertThat(world.state(YOUNGER)).isEqualTo("none");
  }

  /**
   * Mechanism: what the other key wrote is looked at first, since the journal spans merged keys.
   */
  @Test
  void writesNoSecondRecordWhereTheOtherKeyWroteOne() {
    world.storefrontSays(YOUNGER, "10.00");
    node.work();
    world.storefrontSays(ELDER, "10.00");

    world.merges(YOUNGER, ELDER);
    node.work();

    assertThat(world.vendor.writes()).containsExactly(YOUNGER + "=10.00");
    assertThat(world.vendor.records()).isOne();
    assertThat(world.state(ELDER)).isEqualTo("settled");
  }

  /** Mechanism: an outcome that nobody knows yet moves along. */
  @Test
  void readsBackWhatTheOtherKeyLeftUnknown() {
    world.vendor.next(new TestVendor.Fault.NoAnswer(true, true));
    world.storefrontSays(YOUNGER, "10.00");
    node.work();
    world.storefrontSays(ELDER, "10.00");

    world.merges(YOUNGER, ELDER);
    world.clock.pass(World.SETTLE.plusSeconds(1));
    node.work();

    assertThat(world.vendor.writes()).containsExactly(YOUNGER + "=10.00");
    assertThat(world.state(ELDER)).isEqualTo("settled");
  }

  /** Mechanism: while a lease could run, a call that a merged key began may be under way. */
  @Test
  void readsBackNoCallThatMayStillBeUnderWay() {
    world.storefrontSays(YOUNGER, "10.00");
    killedDuringTheCall();
    world.storefrontSays(ELDER, "10.00");
    int calls = world.vendor.calls();

    world.merges(YOUNGER, ELDER);
    node.work();
    world.clock.pass(world.config.lease().plus(World.SETTLE).minusMillis(1));
    node.work();

    assertThat(world.vendor.calls()).isEqualTo(calls);
    assertThat(world.state(ELDER)).isEqualTo("waiting");
  }

  /** Mechanism: then it is read back, and what it did is known. */
  @Test
  void readsItBackOnceItIsCertainlyOver() {
    world.storefrontSays(YOUNGER, "10.00");
    killedDuringTheCall();
    world.storefrontSays(ELDER, "10.00");
    world.merges(YOUNGER, ELDER);
    node.work();

    world.clock.pass(world.config.lease().plus(World.SETTLE));
    node.work();

    assertThat(world.vendor.writes()).containsExactly(YOUNGER + "=10.00");
    assertThat(world.text("select outcome from attempt")).isEqualTo("delivered");
    assertThat(world.state(ELDER)).isEqualTo("settled");
  }

  /** Mechanism: every open attempt of the journal is looked at, not the one that a row can name. */
  @Test
  void forgetsNeitherOfTwoUnknownOutcomes() {
    world.vendor.next(
        new TestVendor.Fault.NoAnswer(true, true), new TestVendor.Fault.NoAnswer(true, true));
    world.storefrontSays(YOUNGER, "10.00");
    node.work();
    world.storefrontSays(ELDER, "10.00");
    node.work();

    world.merges(YOUNGER, ELDER);
    for (int i = 0; i < 4; i++) {
      world.clock.pass(World.SETTLE);
      node.work();
    }

    assertThat(world.count("select count(*) from attempt where outcome = 'unknown'")).isZero();
    assertThat(world.count("select count(*) from attempt where outcome = 'delivered'"))
        .isEqualTo(2);
    assertThat(world.state(ELDER)).isEqualTo("settled");
  }

  /** The call takes effect; the process ends before it hears of it. */
  private void killedDuringTheCall() {
    Node dying = world.node(DyingConnector::new);
    Lease lease = dying.claim().getFirst();
    assertThatThrownBy(() -> dying.worker.work(dying.target, lease))
        .isInstanceOf(DyingConnector.Killed.class);
  }

  /** Mechanism: letters about the delivery follow it, and close with a newer revision. */
  @Test
  void takesItsDeadLettersAlong() {
    world.vendor.next(new TestVendor.Fault.Status(422));
    world.storefrontSays(YOUNGER, "10.00");
    node.work();
    world.storefrontKnows(ELDER, "10.00");
    assertThat(world.text("select key from dead_letter")).isEqualTo(YOUNGER);

    world.merges(YOUNGER, ELDER);

    assertThat(world.text("select key from dead_letter")).isEqualTo(ELDER);
  }
}
