package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

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
   * Mechanism: what the other key wrote is looked at first. The journal spans merged keys, and the
   * row that stays takes the other's last attempt along; either alone suffices.
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
