package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A record that turned out to be another entity's is not written for the one that it left. */
class DepartedRecordIT {

  private static final String LEFT = "shop:1";
  private static final String JOINED = "shop:2";

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /**
   * Mechanism: the delivery is due again, and its journal holds nothing that was written to a
   * record of another entity.
   */
  @Test
  void makesARecordOfItsOwnForTheEntityThatItLeft() {
    world.storefrontSays(LEFT, "10.00");
    node.work();
    world.storefrontKnows(JOINED, "10.00");

    world.leaves(LEFT, JOINED);
    node.work();

    assertThat(world.vendor.writes()).containsExactly(LEFT + "=10.00", LEFT + "=10.00");
    assertThat(world.vendor.records()).isEqualTo(2);
    assertThat(world.state(LEFT)).isEqualTo("settled");
  }
}
