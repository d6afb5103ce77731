package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The delivery rows as workers see them: claimed, held, let go.
 *
 * <p>Whatever ends a lease also looks for a revision that came meanwhile, and makes the row due for
 * it.
 */
final class Claims {

  private static final String LEASE =
      " returning d.claim, d.key, d.connection, d.revision, d.failures, d.unknown_attempt, d.negative_reads";

  private Claims() {}

  /**
   * Whether there is anything to claim, to recover or to revive: the cheap question of each poll.
   * Nothing is, while the inbox is applied again up to where it had been: what is wanted meanwhile
   * was wanted before, and would be an older state above a newer one.
   */
  static boolean anything(Connection tx, String connection, Instant now) {
    return Sql.one(
            tx,
            row -> row.getBoolean(1),
            """
            select not exists (select 1 from applied_offset where next_offset < replay_to)
               and (exists (select 1 from delivery
                            where connection = ? and state in ('due', 'waiting') and due_at <= ?)
                or exists (select 1 from delivery
                           where connection = ? and state = 'leased' and lease_until < ?)
                or exists (select 1 from dead_letter
                           where connection = ? and state = 'open' and cause = 'exhausted'))
            """,
            connection,
            now,
            connection,
            now,
            connection)
        .orElse(false);
  }

  static List<Lease> take(
      Connection tx, String connection, String owner, int limit, Instant now, Instant until) {
    return Sql.all(
        tx,
        Claims::lease,
        """
        with picked as (
          select key, connection from delivery
          where connection = ? and state in ('due', 'waiting') and due_at <= ?
          order by due_at limit ? for update skip locked)
        update delivery d set state = 'leased', claim = nextval('delivery_claims'),
          lease_owner = ?, lease_until = ?, changed_at = ?
        from picked where d.key = picked.key and d.connection = picked.connection
        """
            + LEASE,
        connection,
        now,
        limit,
        owner,
        until,
        now);
  }

  /** Leases whose owner let them run out; locked until the caller has dealt with them. */
  static List<Lease> expired(Connection tx, String connection, Instant now) {
    return Sql.all(
        tx,
        Claims::lease,
        """
        select claim, key, connection, revision, failures, unknown_attempt, negative_reads
        from delivery where connection = ? and state = 'leased' and lease_until < ?
        for update skip locked
        """,
        connection,
        now);
  }

  /** The lease as it stands, locked; empty where it is no longer ours. */
  static Optional<Lease> lock(Connection tx, Lease lease) {
    return Sql.one(
        tx,
        Claims::lease,
        """
        select claim, key, connection, revision, failures, unknown_attempt, negative_reads
        from delivery where claim = ? and state = 'leased' for update
        """,
        lease.claim());
  }

  /** Whether the lease still holds at that moment. */
  static boolean holdsUntil(Connection tx, Lease lease, Instant moment) {
    return Sql.one(
            tx,
            row -> row.getBoolean(1),
            "select lease_until > ? from delivery where claim = ? and state = 'leased'",
            moment,
            lease.claim())
        .orElse(false);
  }

  static void extend(Connection tx, Lease lease, Instant until) {
    Sql.update(
        tx,
        "update delivery set lease_until = ? where claim = ? and state = 'leased'",
        until,
        lease.claim());
  }

  /** Lets go; the row says state, unless a newer revision makes it due at once. */
  static void release(
      Connection tx, Lease lease, String state, int failures, Instant dueAt, Instant now) {
    Sql.update(
        tx,
        """
        update delivery set lease_owner = null, lease_until = null, changed_at = ?,
          achieved = case when ? = 'settled' then ? else achieved end,
          failures = case when revision > ? then 0 else ? end,
          due_at = case when revision > ? then least(?::timestamptz, ?::timestamptz) else ? end,
          state = case when revision > ? then 'due' else ? end
        where claim = ? and state = 'leased'
        """,
        now,
        state,
        lease.revision(),
        lease.revision(),
        failures,
        lease.revision(),
        now,
        dueAt,
        dueAt,
        lease.revision(),
        state,
        lease.claim());
  }

  /** Lets go until the effect of an attempt can be read back, whatever else is asked for. */
  static void releaseUnknown(
      Connection tx, Lease lease, long attempt, int negativeReads, Instant dueAt, Instant now) {
    Sql.update(
        tx,
        """
        update delivery set lease_owner = null, lease_until = null, changed_at = ?, state = 'waiting',
          unknown_attempt = ?, negative_reads = ?, due_at = ?
        where claim = ? and state = 'leased'
        """,
        now,
        attempt,
        negativeReads,
        dueAt,
        lease.claim());
  }

  /** The effect of an attempt has to be read back before anything else, in this same lease. */
  static void mustReadBack(Connection tx, Lease lease, long attempt) {
    Sql.update(
        tx,
        """
        update delivery set unknown_attempt = ?, negative_reads = 0
        where claim = ? and state = 'leased' and unknown_attempt is null
        """,
        attempt,
        lease.claim());
  }

  /** What the attempt did is known now. */
  static void known(Connection tx, Lease lease, int failures) {
    Sql.update(
        tx,
        """
        update delivery set unknown_attempt = null, negative_reads = 0,
          failures = case when revision > ? then 0 else ? end
        where claim = ? and state = 'leased'
        """,
        lease.revision(),
        failures,
        lease.claim());
  }

  private static Lease lease(ResultSet row) throws SQLException {
    long attempt = row.getLong("unknown_attempt");
    boolean none = row.wasNull();
    return new Lease(
        row.getLong("claim"),
        row.getString("key"),
        row.getString("connection"),
        row.getLong("revision"),
        row.getInt("failures"),
        none ? null : attempt,
        row.getInt("negative_reads"));
  }
}
