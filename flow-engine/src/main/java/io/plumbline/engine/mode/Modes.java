package io.plumbline.engine.mode;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/** The modes in force: what a person set at run time, else what is configured. */
@Singleton
public class Modes {

  /** The mode at this moment; a change waits for the caller's transaction, and it for a change. */
  public Mode inForce(Connection tx, io.plumbline.engine.connection.Connection connection) {
    return Sql.one(
            tx,
            row -> Optional.ofNullable(row.getString(1)),
            "select mode from connection_state where connection = ? for share",
            connection.name())
        .flatMap(mode -> mode)
        .map(Mode::valueOf)
        .orElse(connection.mode());
  }

  /** Sets the mode, and wakes what an earlier mode kept back and this one lets through. */
  public void set(Connection tx, String connection, Mode mode, Instant now) {
    Sql.update(
        tx,
        """
        insert into connection_state (connection, mode) values (?, ?)
        on conflict (connection) do update set mode = excluded.mode
        """,
        connection,
        mode.name());
    switch (mode) {
      case OBSERVE -> {}
      case SHADOW -> wake(tx, connection, new String[] {"held"}, now);
      case LIVE -> wake(tx, connection, new String[] {"held", "shadowed"}, now);
    }
  }

  /** In the order of keys, as apply decides about them. */
  private static void wake(Connection tx, String connection, String[] states, Instant now) {
    Sql.update(
        tx,
        """
        with kept as (
          select key, connection from delivery where connection = ? and state = any (?)
          order by key for update)
        update delivery d set state = 'due', due_at = ?
        from kept where d.key = kept.key and d.connection = kept.connection
        """,
        connection,
        states,
        now);
  }
}
