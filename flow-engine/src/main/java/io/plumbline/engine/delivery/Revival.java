package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.BreakerSettings;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.StoredLetter;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings back what failures of a connection exhausted, one by one at the probe's pace, so that a
 * vendor that has just come back is not met by all of it at once; and each later than before, so
 * that one that fails for its own sake does not do so for ever at that pace.
 */
@Singleton
class Revival {

  private final DeadLetters letters;
  private final RetryDelivery retry;
  private final BreakerSettings settings;

  Revival(DeadLetters letters, RetryDelivery retry, BreakerSettings settings) {
    this.letters = letters;
    this.retry = retry;
    this.settings = settings;
  }

  /** The next one whose time has come, while other calls of the connection succeed. */
  void inTurn(Connection tx, String connection, Instant now) {
    boolean turn =
        Sql.one(
                tx,
                row -> true,
                """
                select 1 from connection_state
                where connection = ? and streak = 0 and (revive_at is null or revive_at <= ?)
                for update skip locked
                """,
                connection,
                now)
            .isPresent();
    if (turn) {
      revive(tx, connection, settings.probe(), now);
      Sql.update(
          tx,
          "update connection_state set revive_at = ? where connection = ?",
          now.plus(settings.probe()),
          connection);
    }
  }

  /** Any of them, to ask with whether the connection lives. */
  boolean one(Connection tx, String connection, Instant now) {
    return revive(tx, connection, Duration.ZERO, now);
  }

  private boolean revive(Connection tx, String connection, Duration pause, Instant now) {
    Optional<StoredLetter> letter = letters.revive(tx, connection, pause, now);
    letter.ifPresent(revived -> retry.again(tx, revived));
    return letter.isPresent();
  }
}
