package io.plumbline.engine.intake;

import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.Retry;
import io.plumbline.engine.deadletter.StoredLetter;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Objects;

/** Asks once more for the record that could not be read. */
@Singleton
public final class RetryReread implements Retry {

  private final Rereads rereads;

  public RetryReread(Rereads rereads) {
    this.rereads = rereads;
  }

  @Override
  public String kind() {
    return DeadLetter.REREAD;
  }

  @Override
  public void again(Connection tx, StoredLetter letter) {
    rereads.ask(
        tx,
        letter.connection(),
        Objects.requireNonNull(letter.externalId(), "a re-read is of a record"),
        "a person retried it");
  }
}
