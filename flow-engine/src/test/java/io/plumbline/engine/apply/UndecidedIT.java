package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static io.plumbline.engine.apply.ApplyWorld.T3;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.sql.Sql;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What could not be worked out for one system neither stops a record nor withdraws anything. */
class UndecidedIT {

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: {@code Decision.undecided}; without it what is not wanted is withdrawn. */
  @Test
  void leavesAskedWhatWasAskedOfASystemThatIsUndecided() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));
    asked();

    world.apply(world.webhook("e2", "shop", ScriptedConnector.body("1", T2, ApplyWorld.UNDECIDED)));

    assertThat(world.total("1")).isEqualTo(ApplyWorld.UNDECIDED);
    assertThat(delivery()).isEqualTo("due 1 hash");

    world.apply(world.webhook("e3", "shop", ScriptedConnector.body("1", T3, "12.00")));

    assertThat(delivery()).isEqualTo("unwanted 2 ");
  }

  private void asked() {
    world
        .transactions()
        .run(tx ->
            Sql.update(
                tx,
                """
                insert into delivery (key, connection, reference, revision, content_hash, state, due_at, changed_at)
                select key, 'erp', key, 1, 'hash', 'due', now(), now() from entity
                """));
  }

  private String delivery() {
    return world.text(
        "select state || ' ' || revision || ' ' || encode(content_hash, 'escape') from delivery");
  }
}
