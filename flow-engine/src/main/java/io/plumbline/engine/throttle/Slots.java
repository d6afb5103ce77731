package io.plumbline.engine.throttle;

import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/** Places under a concurrency limit, each leased: a dead owner's place comes free by itself. */
final class Slots {

  private Slots() {}

  /** Takes a free place, or one whose owner let its lease run out; empty where all are in use. */
  static Optional<Integer> take(
      Connection tx, String connection, int limit, String owner, Instant now, Instant until) {
    // In random order, so that replicas do not all reach for the same place.
    return Sql.one(
        tx,
        row -> row.getInt(1),
        """
        insert into connection_slot as held (connection, slot, owner, lease_until)
        select ?, free.slot, ?, ?
        from generate_series(1, ?) as free (slot)
        where not exists (select 1 from connection_slot taken
                          where taken.connection = ? and taken.slot = free.slot and taken.lease_until > ?)
        order by random() limit 1
        on conflict (connection, slot) do update set owner = excluded.owner, lease_until = excluded.lease_until
          where held.lease_until <= ?
        returning slot
        """,
        connection,
        owner,
        until,
        limit,
        connection,
        now,
        now);
  }

  static void free(Connection tx, String connection, int slot, String owner) {
    Sql.update(
        tx,
        "delete from connection_slot where connection = ? and slot = ? and owner = ?",
        connection,
        slot,
        owner);
  }
}
