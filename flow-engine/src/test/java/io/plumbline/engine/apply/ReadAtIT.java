package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.sql.Sql;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A replica knows when the last look at its record began: what was written by then is in it. */
class ReadAtIT {

  private static final Duration A_SLOW_CALL = Duration.ofSeconds(3);

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: the time is taken before the vendor is asked, and travels with what it answers. */
  @Test
  void isWhenTheReadBeganNotWhenItArrived() {
    world.vendor.holds("1", T1, "10.00");
    world.vendor.meanwhile(() -> world.clock.pass(A_SLOW_CALL));
    world.ask("1");
    Instant began = now();

    world.rereadAll();

    assertThat(readAt()).isEqualTo(began.toString());
  }

  /** Mechanism: nobody knows when a webhook was made. */
  @Test
  void isUnknownOfWhatWasOnlyToldOf() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));

    assertThat(readAt()).isEqualTo("none");
  }

  /** Mechanism: a look that finds nothing new still has seen. */
  @Test
  void isKeptOfALookThatFoundNothingNew() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    world.vendor.holds("1", T1, "10.00");
    world.ask("1");
    Instant began = now();

    world.rereadAll();

    assertThat(readAt()).isEqualTo(began.toString());
    assertThat(world.count("observation")).isOne();
  }

  /** Mechanism: what is newer than the look contains what the look saw. */
  @Test
  void outlivesANewerWebhook() {
    world.vendor.holds("1", T1, "10.00");
    world.ask("1");
    Instant began = now();
    world.rereadAll();
    world.clock.pass(Duration.ofSeconds(1));

    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T2, "11.00")));

    assertThat(world.total("1")).isEqualTo("11.00");
    assertThat(readAt()).isEqualTo(began.toString());
  }

  private Instant now() {
    return world.clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private String readAt() {
    return world
        .transactions()
        .get(tx ->
            Sql.one(
                tx,
                row -> String.valueOf(Sql.instantOrNull(row, "read_at")).replace("null", "none"),
                "select read_at from replica where external_id = '1'"))
        .orElseThrow();
  }
}
