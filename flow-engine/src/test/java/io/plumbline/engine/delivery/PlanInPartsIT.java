package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.delivery.TestVendor.Fault;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What belongs to a record is planned once the record is there, and is not forgotten before. */
class PlanInPartsIT {

  private final World world = new World();
  private final Node node = world.node(real -> new GrowingConnector(real, false));

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: {@code Step.thenAgain} ends the plan, and the record is read before the next. */
  @Test
  void makesTheRecordAndThenWhatBelongsToIt() {
    world.storefrontSays("shop:1", "10.00");

    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=0.00", "shop:1=10.00");
    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Mechanism: what was said before keeps nothing back that is planned beside it. */
  @Test
  void goesOnBehindAFirstPartThatReadsBackDifferently() {
    world.storefrontSays("shop:1", "10.00");

    world.node(real -> new GrowingConnector(real, true)).work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=0.00", "shop:1=10.00");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Mechanism: a step that said it and that what follows hangs on is no settled delivery. */
  @Test
  void waitsForARecordThatDoesNotShowYet() {
    world.vendor.next(new Fault.Unseen());
    world.storefrontSays("shop:1", "10.00");
    node.work();
    assertThat(world.state("shop:1")).isEqualTo("waiting");

    world.vendor.reveal();
    world.clock.pass(Duration.ofMinutes(1));
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=0.00", "shop:1=10.00");
    assertThat(world.vendor.records("shop:1")).hasSize(1);
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  /** Mechanism: each look that does not show it counts, so that a person hears of it. */
  @Test
  void asksAPersonWhereTheRecordNeverShows() {
    world.vendor.next(new Fault.Unseen());
    world.storefrontSays("shop:1", "10.00");

    for (int look = 0; look <= world.config.retries(); look++) {
      node.work();
      world.clock.pass(Duration.ofMinutes(1));
    }

    assertThat(world.vendor.writes()).containsExactly("shop:1=0.00");
    assertThat(world.state("shop:1")).isEqualTo("dead");
    assertThat(world.text("select cause from dead_letter")).isEqualTo("exhausted");
  }

  /** Mechanism: the child's own journal entry, read back by its reference. */
  @Test
  void goesOnBehindAFirstPartOfUnknownOutcome() {
    world.vendor.next(new Fault.NoAnswer(true, true), new Fault.NoAnswer(true, true));
    world.storefrontSays("shop:1", "10.00");
    node.work();

    world.clock.pass(World.SETTLE);
    node.work();
    world.clock.pass(World.SETTLE);
    node.work();

    assertThat(world.vendor.writes()).containsExactly("shop:1=0.00", "shop:1=10.00");
    assertThat(world.published("shop:1"))
        .containsExactly("unknown", "delivered", "unknown", "delivered");
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }
}
