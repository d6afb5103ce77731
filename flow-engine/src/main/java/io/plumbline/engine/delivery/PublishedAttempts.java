package io.plumbline.engine.delivery;

import io.plumbline.engine.publish.Event;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.List;

/** Attempts as they were published, each entity's last ones. */
@Singleton
public class PublishedAttempts {

  private final Attempts attempts;
  private final Receipts receipts;

  PublishedAttempts(Attempts attempts, Receipts receipts) {
    this.attempts = attempts;
    this.receipts = receipts;
  }

  public List<Event> ended(Connection tx, Collection<String> keys) {
    return attempts.ended(tx, keys).stream().map(receipts::event).toList();
  }
}
