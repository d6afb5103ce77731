package io.plumbline.engine.sql;

import java.sql.Connection;
import java.time.Instant;

/**
 * The server that a transaction runs on, beside the one that the database was last worked with on.
 * They differ after a failover to a standby, after a recovery to a point in time (both begin a new
 * timeline of the write-ahead log) and where a dump was loaded into another cluster.
 *
 * @see <a href="https://www.postgresql.org/docs/current/continuous-archiving.html">Timelines</a>
 */
public final class DatabaseServer {

  private DatabaseServer() {}

  /** Whether it is another one; a database that was never worked with knows none. */
  public static boolean isAnother(Connection tx) {
    return Sql.one(
            tx,
            row -> row.getBoolean(1),
            "select name <> database_server_name() from database_server")
        .orElse(false);
  }

  /**
   * Notes the server down as the one that is known.
   *
   * @return whether another one was known; of those who ask at once, one is told so
   */
  public static boolean becomesKnown(Connection tx, Instant now) {
    Sql.update(
        tx,
        """
        insert into database_server (name, since) values (database_server_name(), ?)
        on conflict do nothing
        """,
        now);
    return Sql.update(
            tx,
            """
            update database_server set name = database_server_name(), since = ?
            where name <> database_server_name()
            """,
            now)
        > 0;
  }
}
