package io.plumbline.engine.apply;

import io.plumbline.engine.deadletter.CannotRetry;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.Retry;
import io.plumbline.engine.deadletter.StoredLetter;
import jakarta.inject.Singleton;
import java.sql.Connection;

/** Asks the rules again; where they still object, a new letter says so. */
@Singleton
class RetryExceptional implements Retry {

  private final Reconsider reconsider;

  RetryExceptional(Reconsider reconsider) {
    this.reconsider = reconsider;
  }

  @Override
  public String kind() {
    return DeadLetter.EXCEPTION;
  }

  @Override
  public void again(Connection tx, StoredLetter letter) {
    var key = letter.key();
    if (key == null) {
      throw new CannotRetry(
          "expected dead letter %d to name its entity, found none. Discard it with a reason."
              .formatted(letter.id()));
    }
    reconsider.entity(tx, key);
  }
}
