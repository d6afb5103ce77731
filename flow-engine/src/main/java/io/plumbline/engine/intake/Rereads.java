package io.plumbline.engine.intake;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;

/** Records that have to be read again, one read of a record at a time. */
@Singleton
public class Rereads {

  private final Clock clock;

  public Rereads(Clock clock) {
    this.clock = clock;
  }

  /** Asks for a read of the record as it is now, after whatever asks, in its transaction. */
  public void ask(Connection tx, String connection, String externalId, String reason) {
    ask(tx, connection, externalId, reason, clock.instant());
  }

  /**
   * Asks because of something that was observed then: until the read is applied, nothing is settled
   * since.
   */
  public void ask(
      Connection tx, String connection, String externalId, String reason, Instant since) {
    Sql.update(
        tx,
        """
        insert into reread (connection, external_id, sequence, reason, due_at, asked_at)
        values (?, ?, 0, ?, ?, ?)
        on conflict (connection, external_id) do update set
          reason = excluded.reason, due_at = least(reread.due_at, excluded.due_at),
          asked_at = least(reread.asked_at, excluded.asked_at), asks = reread.asks + 1
        """,
        connection,
        externalId,
        reason,
        clock.instant(),
        since);
  }
}
