package io.plumbline.engine.republish;

import io.plumbline.engine.api.Refused;
import io.plumbline.engine.apply.PublishedReplicas;
import io.plumbline.engine.apply.PublishedReplicas.History;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.delivery.PublishedAttempts;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.publish.Outbox.Traced;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Publishes links, the histories of the entities, their last attempts and the open dead letters
 * again, with their old ids and times.
 *
 * <p>It goes through the outbox and under the entities' locks: nothing that is told again overtakes
 * what is told for the first time.
 */
@Singleton
public class Republish {

  private static final int PAGE = 200;

  /** New events wait behind those told again: so few that they wait for a second at most. */
  private static final int WAITING_AT_MOST = 2_000;

  /** How many are told between two looks at how many wait. */
  private static final int BETWEEN_LOOKS = 500;

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(20);

  private final Transactions transactions;
  private final PublishedReplicas replicas;
  private final PublishedAttempts attempts;
  private final DeadLetters letters;
  private final Outbox outbox;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);

  public Republish(
      Transactions transactions,
      PublishedReplicas replicas,
      PublishedAttempts attempts,
      DeadLetters letters,
      Outbox outbox,
      Clock clock) {
    this.transactions = transactions;
    this.replicas = replicas;
    this.attempts = attempts;
    this.letters = letters;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** What was told again, by kind of event. */
  @Schema(name = "Republished", description = "How much was told again, by kind of event")
  public record Told(
      @Schema(description = "How many entities were gone through") long entities,
      long linked,
      long observed,
      long delivered,
      long deadLettered,
      @Schema(
              description =
                  "States that could not be told: observed before 0.1.0, of records that are not"
                      + " held any more")
          long skipped) {

    Told plus(Told other) {
      return new Told(
          entities + other.entities,
          linked + other.linked,
          observed + other.observed,
          delivered + other.delivered,
          deadLettered + other.deadLettered,
          skipped + other.skipped);
    }

    long events() {
      return linked + observed + delivered + deadLettered;
    }
  }

  /** Tells all of it; safe to run again, at any time, as often as anybody likes. */
  public Told everything() {
    Told told = new Told(0, 0, 0, 0, 0, 0);
    long looked = 0;
    String last = "";
    List<String> keys;
    letThrough(told);
    do {
      String behind = last;
      keys = transactions.get(tx -> keys(tx, behind));
      for (String key : keys) {
        if (told.events() - looked >= BETWEEN_LOOKS) {
          letThrough(told);
          looked = told.events();
        }
        told = told.plus(transactions.get(tx -> entity(tx, key)));
        last = key;
      }
    } while (!keys.isEmpty());
    if (told.skipped() > 0) {
      Log.warnf(
          "states were not told again, of records that are not held any more: skipped=%d",
          told.skipped());
    }
    return told.plus(withoutEntity(told));
  }

  private static List<String> keys(Connection tx, String behind) {
    return Sql.all(
        tx,
        row -> row.getString(1),
        "select key from entity where key > ? order by key limit ?",
        behind,
        PAGE);
  }

  /**
   * One key in one transaction: nobody waits for longer, and no more than a part of one history is
   * held at a time. A key that ended first says what was tried under it, then that it ended.
   */
  private Told entity(Connection tx, String key) {
    replicas.lock(tx, key);
    Optional<Event> end = replicas.end(tx, key);
    List<Event> delivered = attempts.ended(tx, List.of(key));
    List<Event> open = letters.open(tx, List.of(key));
    var telling = new Telling(events -> outbox.add(tx, events));
    History observed = History.NONE;
    if (end.isPresent()) {
      delivered.forEach(telling::tell);
      telling.tell(end.get());
    } else {
      observed = replicas.history(tx, key, telling::tell);
      delivered.forEach(telling::tell);
    }
    open.forEach(telling::tell);
    telling.end();
    return new Told(
        1,
        end.isPresent() ? 1 : 0,
        observed.told(),
        delivered.size(),
        open.size(),
        observed.skipped());
  }

  /** What arrived and could not be used belongs to no entity. */
  private Told withoutEntity(Told soFar) {
    long told = 0;
    long last = 0;
    List<DeadLetters.Numbered> page;
    do {
      letThrough(soFar);
      long behind = last;
      page =
          transactions.get(tx -> {
            var found = letters.openWithoutEntity(tx, behind, PAGE);
            found.forEach(letter -> outbox.add(tx, List.of(Traced.again(letter.event(), false))));
            return found;
          });
      told += page.size();
      last = page.isEmpty() ? last : page.getLast().id();
    } while (!page.isEmpty());
    return new Told(0, 0, 0, 0, told, 0);
  }

  /** Waits until the publisher has caught up. */
  private void letThrough(Told told) {
    Instant deadline = clock.instant().plus(LONGEST_WAIT);
    while (waiting() > WAITING_AT_MOST) {
      if (clock.instant().isAfter(deadline) || stops()) {
        throw Refused.because(
            503,
            "expected the outbox to empty within %s, found it full after %d entities. Run it again when events are published."
                .formatted(LONGEST_WAIT, told.entities()));
      }
    }
  }

  private long waiting() {
    return transactions
        .get(tx -> Sql.one(tx, row -> row.getLong(1), "select count(*) from outbox"))
        .orElse(0L);
  }

  private boolean stops() {
    try {
      return stopped.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @PreDestroy
  void stop() {
    stopped.countDown();
  }
}
