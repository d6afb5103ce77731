package io.plumbline.order.hold;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The last hold of each order; what nobody ever held is none of ours to let go. */
@Singleton
public class Holds {

  private static final String COLUMNS = "key, reason, held_by, held_at, released_by, released_at";

  private final Clock clock;

  Holds(Clock clock) {
    this.clock = clock;
  }

  public Optional<Hold> of(Connection tx, String key) {
    return Sql.one(tx, Holds::hold, "select " + COLUMNS + " from order_hold where key = ?", key);
  }

  /** Holds it, if nobody does; empty where somebody does already. */
  Optional<Hold> hold(Connection tx, String key, String reason, String by) {
    return Sql.one(
        tx,
        Holds::hold,
        """
        insert into order_hold (key, reason, held_by, held_at) values (?, ?, ?, ?)
        on conflict (key) do update set reason = excluded.reason, held_by = excluded.held_by,
          held_at = excluded.held_at, released_by = null, released_at = null
        where order_hold.released_at is not null
        returning
        """
            + COLUMNS,
        key,
        reason,
        by,
        clock.instant());
  }

  /** Lets it go; empty where nobody holds it. */
  Optional<Hold> release(Connection tx, String key, String by) {
    return Sql.one(
        tx,
        Holds::hold,
        """
        update order_hold set released_by = ?, released_at = ?
        where key = ? and released_at is null returning
        """
            + COLUMNS,
        by,
        clock.instant(),
        key);
  }

  /** Of two orders that turned out to be one, the one that is held stays held. */
  public void merged(Connection tx, String from, String into) {
    Sql.update(
        tx,
        """
        insert into order_hold (key, reason, held_by, held_at, released_by, released_at)
        select ?, reason, held_by, held_at, released_by, released_at from order_hold where key = ?
        on conflict (key) do update set reason = excluded.reason, held_by = excluded.held_by,
          held_at = excluded.held_at, released_by = excluded.released_by,
          released_at = excluded.released_at
        where excluded.released_at is null and order_hold.released_at is not null
        """,
        into,
        from);
    Sql.update(tx, "delete from order_hold where key = ?", from);
  }

  private static Hold hold(ResultSet row) throws SQLException {
    return new Hold(
        row.getString("key"),
        row.getString("reason"),
        row.getString("held_by"),
        Sql.instant(row, "held_at"),
        row.getString("released_by"),
        Sql.instantOrNull(row, "released_at"));
  }
}
