package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A delivery whose content the rules fail to work out waits for a person and is not withdrawn. */
class UndecidedIT {

  private static final String KEY = "shop:1";

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: {@code Prepared.Undecided}; what is not wanted would be let go for good. */
  @Test
  void becomesADeadLetterThatIsDoneOnceTheRulesWorkAgain() {
    world.storefrontSays(KEY, "10.00");
    node.flow.fails(true);

    node.work();

    assertThat(world.vendor.writes()).isEmpty();
    assertThat(world.state(KEY)).isEqualTo("dead");
    assertThat(world.text("select cause || ': ' || explanation from dead_letter"))
        .startsWith("defect: ")
        .contains("what erp should say of shop:1", "retry it");

    node.flow.fails(false);
    node.decide.retry(world.count("select id from dead_letter"));
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=10.00");
    assertThat(world.state(KEY)).isEqualTo("settled");
  }
}
