package io.plumbline.engine.publish;

import io.plumbline.engine.sql.Sql;
import java.sql.Connection;

/** Advisory locks of a session: they end with it, however it ends. */
public final class Locks {

  /** Spells PLUM, so that the locks are recognised in pg_locks. */
  private static final int CLASS = 0x504C554D;

  private static final int WATERMARK = 1_000;

  private Locks() {}

  static boolean shard(Connection session, int shard) {
    return take(session, shard);
  }

  static boolean watermark(Connection session) {
    return take(session, WATERMARK);
  }

  /** One poll of a connection at a time, over all replicas. */
  public static boolean poll(Connection session, String connection) {
    return take(session, 10_000 + (connection.hashCode() & 0xFFFFFF));
  }

  public static void endPoll(Connection session, String connection) {
    boolean released =
        Sql.one(
                session,
                row -> row.getBoolean(1),
                "select pg_advisory_unlock(?, ?)",
                CLASS,
                10_000 + (connection.hashCode() & 0xFFFFFF))
            .orElse(false);
    if (!released) {
      throw new IllegalStateException("expected to hold the poll of " + connection);
    }
  }

  private static boolean take(Connection session, int lock) {
    return Sql.one(
            session, row -> row.getBoolean(1), "select pg_try_advisory_lock(?, ?)", CLASS, lock)
        .orElse(false);
  }
}
