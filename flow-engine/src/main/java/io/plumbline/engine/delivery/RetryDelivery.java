package io.plumbline.engine.delivery;

import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.Retry;
import io.plumbline.engine.deadletter.StoredLetter;
import io.plumbline.engine.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;

/** Makes a dead delivery due again; it will read the state of then, never what it once meant. */
@Singleton
class RetryDelivery implements Retry {

  private final Clock clock;

  RetryDelivery(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String kind() {
    return DeadLetter.DELIVERY;
  }

  @Override
  public void again(Connection tx, StoredLetter letter) {
    Sql.update(
        tx,
        """
        update delivery set state = 'due', failures = 0, due_at = ?
        where key = ? and connection = ? and state = 'dead'
        """,
        clock.instant(),
        letter.key(),
        letter.connection());
  }
}
