package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static io.plumbline.engine.apply.ApplyWorld.T3;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.observation.Via;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What applying must never do, on a real PostgreSQL; each test names what it rests on. */
class ApplyIT {

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: the processed table. */
  @Test
  void appliesOneDeliveryOnce() {
    var first = world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00"));
    var again = world.webhook("e1", "shop", ScriptedConnector.body("1", T2, "11.00"));

    world.apply(first, again);
    world.apply(again);

    assertThat(world.total("1")).isEqualTo("10.00");
    assertThat(world.count("outbox")).isOne();
  }

  /** Mechanism: version comparison in Judgement. */
  @Test
  void neverOverwritesTheNewerByTheOlder() {
    world.apply(world.webhook("e2", "shop", ScriptedConnector.body("1", T2, "11.00")));

    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));

    assertThat(world.total("1")).isEqualTo("11.00");
    assertThat(world.count("outbox")).isOne();
  }

  /** Mechanism: listings are compared with the replica, not remembered by their key. */
  @Test
  void letsAChangeBackThrough() {
    world.apply(world.poll("shop", ScriptedConnector.body("1", T1, "A")));
    world.apply(world.poll("shop", ScriptedConnector.body("1", T2, "B")));

    world.apply(world.poll("shop", ScriptedConnector.body("1", T3, "A")));

    assertThat(world.total("1")).isEqualTo("A");
    assertThat(world.count("outbox")).isEqualTo(3);
  }

  /** Mechanism: keyed fingerprints and encryption under the entity's key. */
  @Test
  void publishesNoPersonalData() {
    var body = ScriptedConnector.body("1", T1, "10.00");
    body.put("email", "ann@example.com");

    world.apply(world.webhook("e1", "shop", body));

    assertThat(world.text("select payload::text from outbox"))
        .contains("fingerprints")
        .doesNotContain("ann@");
    assertThat(world.text("select encode(personal, 'escape') from replica")).doesNotContain("ann@");
  }

  /** Mechanism: a dead letter for what is unusable, a count for what is left out. */
  @Test
  void dropsNothingSilently() {
    var poison =
        world.unpacked(
            ApplyWorld.arrived(
                "e1", "shop", "1", Via.POLL, "no json".getBytes(StandardCharsets.UTF_8)));
    var filtered =
        world.poll("shop", ScriptedConnector.body("2", T1, "1").put("filtered", "test order"));

    world.apply(poison, filtered);
    world.apply(poison, filtered);

    assertThat(world.count("dead_letter")).isOne();
    assertThat(world.text("select records::text from counted where reason = 'test order'"))
        .isEqualTo("1");
  }

  /** Mechanism: the bounded deletion by age, repeated until nothing that old is left. */
  @Test
  void forgetsWhatTheInboxNoLongerHas() {
    for (int i = 0; i < 5; i++) {
      world.apply(world.webhook("old-" + i, "shop", ScriptedConnector.body("1", T1, "10.00")));
    }
    world.clock.pass(Duration.ofDays(8));
    var young = world.webhook("young", "shop", ScriptedConnector.body("1", T1, "10.00"));
    world.apply(young);

    long forgotten =
        new PruneProcessed(world.transactions(), 2)
            .before(world.clock.instant().minus(Duration.ofDays(7)));

    assertThat(forgotten).isEqualTo(5);
    assertThat(world.text("select string_agg(dedupe_key, ' ') from processed")).isEqualTo("young");
  }

  /** Mechanism: a letter per explanation; one per code would stay at the line that is right now. */
  @Test
  void tellsEachExplanationAndClosesTheOneThatNoLongerHolds() {
    world.apply(
        world.webhook(
            "odd1", "shop", ScriptedConnector.body("odd", T1, "first line, second line")));

    world.apply(world.webhook("odd2", "shop", ScriptedConnector.body("odd", T2, "second line")));

    assertThat(
            world.text(
                "select string_agg(explanation || ' ' || state, ', ' order by id) from dead_letter"))
        .isEqualTo("first line resolved, second line open");
  }
}
