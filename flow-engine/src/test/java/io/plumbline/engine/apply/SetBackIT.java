package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static io.plumbline.engine.apply.ApplyWorld.T3;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.intake.Arrived;
import io.plumbline.engine.observation.Via;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor's clock ran ahead and was set right: what it stamps now is older than what is held. */
class SetBackIT {

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: a listing asked for after what is held had come is reason enough to look. */
  @Test
  void believesTheLookAfterAListingThatSaysAnOlderTime() {
    hold(T3, "10.00");
    world.vendor.holds("1", T1, "12.00");
    world.clock.pass(Duration.ofSeconds(5));

    world.apply(listed(T1, "12.00", world.clock.instant()));
    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("12.00");
    assertThat(world.count("reread")).isZero();
  }

  /** Mechanism: the version stands behind what was held, since consumers take no older one. */
  @Test
  void itsVersionsGoOn() {
    hold(T3, "10.00");
    world.vendor.holds("1", T1, "12.00");
    world.clock.pass(Duration.ofSeconds(5));
    world.ask("1");
    world.rereadAll();
    String second = version();
    world.vendor.holds("1", T2, "13.00");
    world.clock.pass(Duration.ofSeconds(5));
    world.ask("1");
    world.rereadAll();

    assertThat(world.total("1")).isEqualTo("13.00");
    assertThat(Long.parseLong(version())).isGreaterThan(Long.parseLong(second));
    assertThat(Long.parseLong(second)).isGreaterThan(Instant.parse(T3).toEpochMilli() * 1_000);
  }

  /** Mechanism: what counts as news is judged by the version that it will be believed under. */
  @Test
  void followsTheNameThatALaterLookGives() {
    world.apply(world.webhook("s1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    world.apply(world.webhook("s2", "shop", ScriptedConnector.body("2", T1, "10.00")));
    world.apply(world.webhook("e1", "erp", ScriptedConnector.body("e1", T3, "10.00", "shop:1")));
    world.vendor.holds("e1", T2, "12.00", "shop:2");
    world.clock.pass(Duration.ofSeconds(5));
    world.run(tx -> world.rereads.ask(tx, "erp", "e1", "test"));

    world.rereadAll();

    assertThat(world.text("select key from replica where external_id = 'e1'")).isEqualTo("shop:2");
    assertThat(world.total("e1")).isEqualTo("12.00");
  }

  /** Mechanism: a listing read before what is held had come is simply late. */
  @Test
  void doesNotLookForAListingThatWasReadBefore() {
    Instant before = world.clock.instant();
    world.clock.pass(Duration.ofSeconds(5));
    hold(T3, "10.00");

    world.apply(listed(T1, "12.00", before));

    assertThat(world.total("1")).isEqualTo("10.00");
    assertThat(world.count("reread")).isZero();
  }

  /** Mechanism: so is a webhook, since nobody knows when it was made. */
  @Test
  void doesNotLookForAWebhook() {
    hold(T3, "10.00");
    world.clock.pass(Duration.ofSeconds(5));

    world.apply(world.webhook("late", "shop", ScriptedConnector.body("1", T1, "12.00")));

    assertThat(world.total("1")).isEqualTo("10.00");
    assertThat(world.count("reread")).isZero();
  }

  /** Mechanism: a read that began before the newer word is overtaken, whatever its number. */
  @Test
  void doesNotBelieveAReadThatANewerWordOvertook() {
    hold(T1, "10.00");
    world.vendor.holds("1", T2, "11.00");
    world.ask("1");
    world.read(read -> {
      world.clock.pass(Duration.ofSeconds(5));
      world.apply(world.webhook("newer", "shop", ScriptedConnector.body("1", T3, "12.00")));
      world.apply(world.unpacked(read));
    });

    assertThat(world.total("1")).isEqualTo("12.00");
  }

  private void hold(String at, String total) {
    world.apply(world.webhook("held", "shop", ScriptedConnector.body("1", at, total)));
  }

  private Unpacked listed(String at, String total, @Nullable Instant readAt) {
    ObjectNode body = ScriptedConnector.body("1", at, total);
    return world.unpacked(
        new Arrived(
            "shop",
            "orders",
            "poll/" + body,
            "1",
            Via.POLL,
            0,
            Instant.parse(at),
            readAt,
            ApplyWorld.bytes(body)));
  }

  private String version() {
    return world.text("select version::text from replica where external_id = '1'");
  }
}
