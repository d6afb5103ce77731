package io.plumbline.engine.delivery;

import io.plumbline.engine.breaker.Breakers;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.intake.Rereads;
import io.plumbline.engine.observation.Reading;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what a write did whose outcome is unknown. One look that shows it settles the question;
 * only two that do not, a settle time apart, permit another write.
 */
@Singleton
class ReadBack {

  private static final int NEGATIVE_READS = 2;

  private final Holding holding;
  private final Attempts attempts;
  private final Receipts receipts;
  private final Calls calls;
  private final Aftermath aftermath;
  private final Clock clock;

  ReadBack(
      Holding holding,
      Attempts attempts,
      Receipts receipts,
      Calls calls,
      Aftermath aftermath,
      Clock clock) {
    this.holding = holding;
    this.attempts = attempts;
    this.receipts = receipts;
    this.calls = calls;
    this.aftermath = aftermath;
    this.clock = clock;
  }

  /** The record as it is now, whatever it shows; empty where the lease ended here. */
  Optional<Fresh> look(Target target, Lease lease, Attempt attempt) {
    return look(lease, attempt, () -> calls.read(target, attempt));
  }

  /** The same of a record that none of our attempts is known to have written. */
  Optional<Fresh> look(Target target, Lease lease, String reference, Optional<String> held) {
    return look(lease, null, () -> calls.find(target, reference, held));
  }

  private Optional<Fresh> look(
      Lease lease, @Nullable Attempt attempt, Supplier<Optional<Reading>> read) {
    try {
      Optional<Reading> found = read.get();
      Instant now = clock.instant();
      holding.run(
          lease,
          tx -> {
            aftermath.breakers().answered(tx, lease.connection(), now);
            found.ifPresent(reading ->
                aftermath
                    .rereads()
                    .ask(tx, lease.connection(), reading.externalId(), "read before a write"));
          });
      return Optional.of(new Fresh(found, now, lease.failures()));
    } catch (CallFailed failure) {
      holding.run(lease, tx -> aftermath.setbacks().after(tx, lease, attempt, failure));
      return Optional.empty();
    }
  }

  /** The record as it is now, once that is known; empty where the lease ended here. */
  Optional<Fresh> of(Target target, Lease lease, long unknown) {
    record Written(Attempt attempt, Optional<Reading> before) {}
    Written written =
        holding.get(
            lease,
            (tx, held) -> {
              Attempt attempt = attempts.get(tx, unknown);
              return new Written(attempt, attempts.before(tx, attempt));
            });
    Optional<Reading> found;
    try {
      found = calls.read(target, written.attempt());
    } catch (CallFailed failure) {
      holding.run(lease, tx -> aftermath.setbacks().after(tx, lease, written.attempt(), failure));
      return Optional.empty();
    }
    boolean shows = Effect.shows(written.before(), written.attempt().sent(), found);
    return holding.get(
        lease,
        (tx, held) -> {
          // That it shows is a fact. That it does not is for those to judge who count the looks.
          Optional<Fresh> fresh =
              shows
                  ? Optional.of(shown(tx, lease, written.attempt(), found))
                  : held.flatMap(_ -> notShown(tx, target, lease, written.attempt(), found));
          aftermath.breakers().answered(tx, lease.connection(), clock.instant());
          found
              .filter(_ -> shows)
              .ifPresent(reading ->
                  aftermath
                      .rereads()
                      .ask(
                          tx, lease.connection(), reading.externalId(), "read back after a write"));
          return fresh;
        });
  }

  private Fresh shown(Connection tx, Lease lease, Attempt attempt, Optional<Reading> found) {
    Instant now = clock.instant();
    String externalId = found.orElseThrow().externalId();
    if (!attempt.is(Attempt.DELIVERED)) {
      receipts.delivered(tx, attempt, externalId, now);
    }
    Claims.known(tx, lease, lease.failures());
    return new Fresh(found, now, lease.failures());
  }

  private Optional<Fresh> notShown(
      Connection tx, Target target, Lease lease, Attempt attempt, Optional<Reading> found) {
    Instant now = clock.instant();
    int negative = lease.negativeReads() + 1;
    if (negative < NEGATIVE_READS) {
      Claims.releaseUnknown(tx, lease, attempt.id(), negative, now.plus(target.settle()), now);
      return Optional.empty();
    }
    if (attempt.is(Attempt.DELIVERED)) {
      // A claim that nothing confirms: what is missing is planned again against what was read.
      Claims.known(tx, lease, lease.failures());
      return Optional.of(new Fresh(found, now, lease.failures()));
    }
    String why = "no answer, and two read-backs show no effect";
    receipts.ended(tx, attempt, Attempt.FAILED, CallFailed.Kind.UNKNOWN.name(), why, now);
    int failures = lease.failures() + 1;
    Claims.known(tx, lease, failures);
    if (failures > aftermath.retries()) {
      aftermath.setbacks().counted(tx, lease, attempt, Setbacks.Why.of(why), 0);
      return Optional.empty();
    }
    return Optional.of(new Fresh(found, now, failures));
  }

  /**
   * A record as just read.
   *
   * @param at when it was known, in the lease that alone writes to it
   */
  record Fresh(Optional<Reading> reading, Instant at, int failures) {}

  /** What follows from a look, besides the journal. */
  record Aftermath(Setbacks setbacks, Breakers breakers, Rereads rereads, int retries) {}
}
