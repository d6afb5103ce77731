package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.BreakerSettings;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.deadletter.StoredLetter;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings back what a connection's outage exhausted, one by one at the probe's pace, so that a
 * vendor that has just come back is not met by all of it at once.
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

  /** The next of those that died before the last recovery, if its time has come. */
  void afterRecovery(Connection tx, String connection, Instant now) {
    Optional<Instant> recovered =
        Sql.one(
            tx,
            row -> Sql.instant(row, "recovered_at"),
            """
            update connection_state set revive_at = ?
            where connection = ? and recovered_at is not null and (revive_at is null or revive_at <= ?)
            returning recovered_at
            """,
            now.plus(settings.probe()),
            connection,
            now);
    recovered.ifPresent(before -> revive(tx, connection, before));
  }

  /** Any of them, to ask with. */
  boolean one(Connection tx, String connection, Instant now) {
    return revive(tx, connection, now);
  }

  private boolean revive(Connection tx, String connection, Instant before) {
    Optional<StoredLetter> letter = letters.revive(tx, connection, before);
    letter.ifPresent(revived -> retry.again(tx, revived));
    return letter.isPresent();
  }
}
