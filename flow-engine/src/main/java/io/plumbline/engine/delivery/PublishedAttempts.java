package io.plumbline.engine.delivery;

import io.plumbline.engine.publish.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;

/** Attempts as they were published: those of each delivery's last tried revision. */
@Singleton
public class PublishedAttempts {

  private final Attempts attempts;
  private final Receipts receipts;

  PublishedAttempts(Attempts attempts, Receipts receipts) {
    this.attempts = attempts;
    this.receipts = receipts;
  }

  public List<Event> last(Connection tx, Collection<String> keys) {
    return attempts.lastEnded(tx, keys).stream().map(receipts::event).toList();
  }
}
