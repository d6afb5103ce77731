package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What follows from a failed call, by its kind: each way to go on ends the lease. */
@Singleton
class Setbacks {

  private final DeliveryConfig config;
  private final Breakers breakers;
  private final DeadLetters letters;
  private final Clock clock;

  Setbacks(DeliveryConfig config, Breakers breakers, DeadLetters letters, Clock clock) {
    this.config = config;
    this.breakers = breakers;
    this.letters = letters;
    this.clock = clock;
  }

  /** The rules fail on what is said of it; the exception that they left says where. */
  void undecided(Connection tx, Lease lease) {
    String why =
        "expected to know what %s should say of %s, found that the rules fail. Its exception and the log say where; retry it once that is mended."
            .formatted(lease.connection(), lease.key());
    bury(tx, lease, null, DeadLetter.DEFECT, Why.of(why));
  }

  /** A call that wrote nothing failed: a read, or a write that is known to have had no effect. */
  void after(Connection tx, Lease lease, @Nullable Attempt attempt, CallFailed failure) {
    Instant now = clock.instant();
    switch (failure.kind()) {
      case TRANSIENT, UNKNOWN -> {
        var failed = breakers.failed(tx, lease.connection(), now);
        if (failed.open()) {
          uncounted(tx, lease, now);
        } else {
          counted(tx, lease, attempt, Why.of(failure), failed.streak());
        }
      }
      case CONFLICT -> {
        breakers.answered(tx, lease.connection(), now);
        counted(tx, lease, attempt, Why.of(failure), 0);
      }
      case BUSY -> {
        // A probe that got no turn has asked nothing.
        breakers.unused(tx, lease.connection(), now);
        Duration rest = failure.retryAfter().orElse(Duration.ZERO);
        Claims.release(tx, lease, "due", lease.failures(), now.plus(rest), now);
      }
      case THROTTLED -> {
        Duration pause = failure.retryAfter().orElse(config.throttlePause());
        breakers.pause(tx, lease.connection(), now.plus(pause), "the vendor's limit");
        uncounted(tx, lease, now);
      }
      case CONFIGURATION, CONNECTION -> {
        breakers.open(tx, lease.connection(), reason(failure), now);
        uncounted(tx, lease, now);
      }
      case REJECTED -> {
        breakers.answered(tx, lease.connection(), now);
        refused(tx, lease, attempt, failure);
      }
    }
  }

  /** The vendor will not have it as it is. */
  void refused(Connection tx, Lease lease, @Nullable Attempt attempt, CallFailed failure) {
    bury(tx, lease, attempt, DeadLetter.REJECTED, Why.ofRefusal(failure));
  }

  /**
   * Why it goes no further.
   *
   * @param quoted what the vendor said besides
   */
  record Why(String message, @Nullable Quoted quoted) {

    static Why of(CallFailed failure) {
      return new Why(String.valueOf(failure.getMessage()), failure.quoted().orElse(null));
    }

    /** The vendor's words are not told, so it is told where they are and what is to be done. */
    static Why ofRefusal(CallFailed failure) {
      Why why = of(failure);
      return why.quoted() == null
          ? why
          : new Why(
              why.message()
                  + " What the vendor said is kept with this letter: set it right, then retry.",
              why.quoted());
    }

    static Why of(String message) {
      return new Why(message, null);
    }
  }

  /** One more failure that counts: a pause, or a dead letter after the last retry. */
  void counted(Connection tx, Lease lease, @Nullable Attempt attempt, Why why, int streak) {
    Instant now = clock.instant();
    int failures = lease.failures() + 1;
    if (failures <= config.retries()) {
      Duration pause =
          new Backoff(config.backoffBase(), config.backoffMax())
              .after(failures, ThreadLocalRandom.current());
      Claims.release(tx, lease, "waiting", failures, now.plus(pause), now);
      return;
    }
    bury(
        tx,
        lease,
        attempt,
        DeadLetter.EXHAUSTED,
        new Why(
            "expected success within %d retries, found: %s. It is tried again by itself while other calls succeed, later each time; or retry it."
                .formatted(config.retries(), why.message()),
            why.quoted()));
    if (streak > config.retries()) {
      // Nothing succeeded in between: it is the connection, and its recovery has to be noticed.
      breakers.open(tx, lease.connection(), "calls fail", now);
    }
  }

  /** Not this delivery's fault: it goes on by itself, behind the others that wait. */
  private static void uncounted(Connection tx, Lease lease, Instant now) {
    Claims.release(tx, lease, "due", lease.failures(), now, now);
  }

  /** Gives up until a person, a newer revision or the connection's recovery. */
  void bury(Connection tx, Lease lease, @Nullable Attempt attempt, String cause, Why why) {
    Instant now = clock.instant();
    long desired = Claims.lock(tx, lease).map(Lease::revision).orElse(Long.MAX_VALUE);
    Claims.release(tx, lease, "dead", lease.failures(), now, now);
    if (desired > lease.revision()) {
      return; // a newer revision is due: what failed is no longer wanted
    }
    ObjectNode evidence = JsonNodeFactory.instance.objectNode();
    evidence.put("delivery", lease.key() + "/" + lease.connection());
    if (attempt != null) {
      evidence.put("attempt", attempt.number());
    }
    letters.open(
        tx,
        new DeadLetter(
                DeadLetter.DELIVERY,
                lease.connection(),
                lease.key(),
                null,
                null,
                cause,
                why.message(),
                evidence,
                null)
            .quoting(why.quoted()));
  }

  private static String reason(CallFailed failure) {
    return failure.kind() == CallFailed.Kind.CONFIGURATION
        ? "configuration: " + failure.getMessage()
        : "the vendor does not answer";
  }
}
