package io.plumbline.engine.deadletter;

import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;

/** What could not be used or delivered: kept until it is retried, resolved or discarded. */
@Singleton
public class DeadLetters {

  private final Clock clock;

  public DeadLetters(Clock clock) {
    this.clock = clock;
  }

  /** Keeps it, in the caller's transaction, and gives its number. */
  public long open(Connection tx, DeadLetter letter) {
    return Sql.one(
            tx,
            row -> row.getLong(1),
            """
            insert into dead_letter (kind, connection, key, external_id, topic, cause, explanation,
                                     evidence, body, state, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, 'open', ?) returning id
            """,
            letter.kind(),
            letter.connection(),
            letter.key(),
            letter.externalId(),
            letter.topic(),
            letter.cause(),
            letter.explanation(),
            letter.evidence().toString(),
            letter.body(),
            clock.instant())
        .orElseThrow();
  }

  /** The reason it lay here for is gone, such as by a newer revision. */
  public void resolve(Connection tx, String key, String connection, String reason) {
    Sql.update(
        tx,
        """
        update dead_letter set state = 'resolved', reason = ?, closed_at = ?
        where kind = 'delivery' and key = ? and connection = ? and state = 'open'
        """,
        reason,
        clock.instant(),
        key,
        connection);
  }
}
