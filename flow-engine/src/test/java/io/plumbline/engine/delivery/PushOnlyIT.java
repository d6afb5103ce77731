package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.delivery.TestVendor.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A system that is told and cannot be asked: what it was told last is all there is to go by. */
class PushOnlyIT {

  private final World world = new World();
  private final Node node = world.node(MuteConnector::new);

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: {@code Connector.readable} keeps a newer revision from looking at the older one. */
  @Test
  void isToldEveryRevision() {
    world.storefrontSays("shop:1", "10.00");
    node.work();
    world.storefrontSays("shop:1", "12.00");
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00", "shop:1=12.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Mechanism: a write of unknown outcome is looked for by our name, where nothing ever shows. */
  @Test
  void isToldAgainWhereNobodyKnowsWhetherItHeard() {
    world.vendor.next(new Fault.NoAnswer(true, true));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    for (int look = 0; look < 2; look++) {
      world.clock.pass(World.SETTLE.plus(Duration.ofSeconds(1)));
      node.work();
    }

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00", "shop:1=10.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }
}
