package io.plumbline.order.hold;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The last hold of each order; what nobody ever held is none of ours to let go. */
@Singleton
public class Holds {

  private static final String COLUMNS = "key, reason, held_by, held_at, released_by, released_at";

  private final Clock clock;

  public Holds(Clock clock) {
    this.clock = clock;
  }

  public Optional<Hold> of(Connection tx, String key) {
    return Sql.one(tx, Holds::hold, "select " + COLUMNS + " from order_hold where key = ?", key);
  }

  /**
   * By key, whether the warehouse is to keep it back on our account; absent where that is its own
   * people's business: nobody ever held it through us, or the warehouse was seen to have let it go
   * since.
   */
  public Map<String, Boolean> wanted(Connection tx, Collection<Entity> entities) {
    for (Entity entity : entities) {
      entity.in(Role.WMS).filter(Holds::goes).forEach(record -> letGo(tx, entity.key(), record));
    }
    return Sql.all(
            tx,
            row -> Map.entry(row.getString(1), row.getBoolean(2)),
            """
            select key, released_at is null from order_hold
            where key = any (?) and let_go_at is null
            """,
            (Object) entities.stream().map(Entity::key).toArray(String[]::new))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean goes(Replica record) {
    var fulfilment = record.content().facets().get("fulfilment");
    return fulfilment != null
        && fulfilment.at("/holds/operator").isBoolean()
        && !fulfilment.at("/holds/operator").asBoolean();
  }

  /** Not while a write is under way: it may be the hold, which was not seen yet. */
  private static void letGo(Connection tx, String key, Replica record) {
    Sql.update(
        tx,
        """
        update order_hold set let_go_at = ?
        where key = ? and released_at < ? and let_go_at is null and not exists (
          select 1 from delivery where delivery.key = order_hold.key and connection = ?
          and (state = 'leased' or unknown_attempt is not null))
        """,
        record.observedAt(),
        key,
        record.observedAt(),
        record.connection());
  }

  /** Holds it, if nobody does; empty where somebody does already. */
  Optional<Hold> hold(Connection tx, String key, String reason, String by) {
    return Sql.one(
        tx,
        Holds::hold,
        """
        insert into order_hold (key, reason, held_by, held_at) values (?, ?, ?, ?)
        on conflict (key) do update set reason = excluded.reason, held_by = excluded.held_by,
          held_at = excluded.held_at, released_by = null, released_at = null,
          let_go_at = null
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
        insert into order_hold
          (key, reason, held_by, held_at, released_by, released_at, let_go_at)
        select ?, reason, held_by, held_at, released_by, released_at, let_go_at
        from order_hold where key = ?
        on conflict (key) do update set reason = excluded.reason, held_by = excluded.held_by,
          held_at = excluded.held_at, released_by = excluded.released_by,
          released_at = excluded.released_at, let_go_at = excluded.let_go_at
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
