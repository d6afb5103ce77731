package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.delivery.TestVendor.Fault.Status;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What failures exhausted comes back by itself, in turn, and later each time. */
class RevivalIT {

  private static final Duration BACKOFF = Duration.ofMinutes(1);

  private final World world = new World();
  private final Node node = world.node();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: {@code Revival.inTurn} waits for no end of an outage. */
  @Test
  void triesAgainWhatWasExhaustedWhileOthersGotThrough() {
    exhausted("shop:1");

    world.clock.pass(world.config.probe());
    node.work();

    assertThat(world.state("shop:1")).isEqualTo("settled");
    assertThat(world.vendor.writes()).contains("shop:1=10.00");
    assertThat(open()).isZero();
  }

  /** Mechanism: {@code revive_at}, one each interval of all replicas together. */
  @Test
  void triesThemOneByOne() {
    exhausted("shop:1", "shop:2", "shop:3");
    world.clock.pass(BACKOFF);
    assertThat(open()).isEqualTo(3);

    for (int left = 2; left >= 0; left--) {
      node.work();
      world.node().work();
      assertThat(open()).isEqualTo(left);
      world.clock.pass(world.config.probe());
    }
  }

  /** Mechanism: the pause doubles with each letter of the same delivery that was retried. */
  @Test
  void triesTheSameAgainLaterEachTime() {
    exhausted("shop:1");
    world.clock.pass(world.config.probe());
    fail("shop:1");

    world.clock.pass(world.config.probe().multipliedBy(2).minusMillis(1));
    node.work();
    assertThat(world.state("shop:1")).isEqualTo("dead");

    world.clock.pass(world.config.probe());
    node.work();
    assertThat(world.state("shop:1")).isEqualTo("settled");
  }

  private void exhausted(String... keys) {
    for (String key : keys) {
      world.storefrontSays(key, "10.00");
    }
    fail(keys);
  }

  /** As often as they may, each time between others that get through. */
  private void fail(String... keys) {
    for (int i = 0; i <= world.config.retries(); i++) {
      if (i > 0) {
        world.clock.pass(world.config.backoffBase().multipliedBy(4));
      }
      Stream.of(keys).forEach(_ -> world.vendor.next(new Status(500)));
      node.work();
      world.storefrontSays("other:" + world.clock.instant(), "1.00");
      node.work();
    }
    assertThat(keys).allSatisfy(key -> assertThat(world.state(key)).isEqualTo("dead"));
    assertThat(world.text("select breaker from connection_state")).isEqualTo("closed");
  }

  private long open() {
    return world.count("select count(*) from dead_letter where state = 'open'");
  }
}
