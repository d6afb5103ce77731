package io.plumbline.engine.delivery;

import io.plumbline.engine.apply.Replicas;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.delivery.ReadBack.Fresh;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.flow.Flow.Decision;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.observation.Reading;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what has to be said, and what is said now: never what a row once carried. */
@Singleton
class Preparation {

  private final Replicas replicas;
  private final Flow flow;
  private final Modes modes;
  private final Attempts attempts;
  private final Refusals refusals;
  private final Duration leased;
  private final Clock clock;

  Preparation(
      Replicas replicas,
      Flow flow,
      Modes modes,
      Attempts attempts,
      Refusals refusals,
      DeliveryConfig config,
      Clock clock) {
    this.replicas = replicas;
    this.flow = flow;
    this.modes = modes;
    this.attempts = attempts;
    this.refusals = refusals;
    this.leased = config.lease();
    this.clock = clock;
  }

  Prepared of(Connection tx, Target target, Lease held, Optional<Fresh> fresh) {
    Optional<Lease> locked = Claims.lock(tx, held);
    if (locked.isEmpty()) {
      return new Prepared.Lost();
    }
    // The revision before the content: what is newer than its number is merely sent once more.
    Lease lease = locked.get();
    Mode mode = modes.inForce(tx, target.connection());
    if (mode == Mode.OBSERVE) {
      return new Prepared.Observed(lease);
    }
    Entity entity = replicas.load(tx, lease.key());
    Decision decision = flow.decide(tx, entity);
    if (decision.undecided().contains(lease.connection())) {
      return new Prepared.Undecided(lease);
    }
    Optional<Want> want =
        decision.desired().stream()
            .filter(wanted -> wanted.connection().equals(lease.connection()))
            .findFirst();
    if (want.isEmpty()) {
      return new Prepared.Unwanted(lease);
    }
    List<Attempt> journal = attempts.journal(tx, lease.key(), lease.connection());
    Looks looks = looks(tx, lease, fresh);
    return inDoubt(target, lease, journal)
        .or(() -> target.connector().readable() ? unseen(lease, journal, looks) : Optional.empty())
        .or(() -> forgotten(tx, target, lease, want.get(), looks))
        .orElseGet(() ->
            new Prepared.Ready(
                lease,
                mode,
                new Desired(
                    lease.key(), want.get().reference(), lease.revision(), want.get().content()),
                fresh
                    .map(Fresh::reading)
                    .orElseGet(() -> replicas.current(tx, lease.key(), lease.connection())),
                Said.at(lease.revision(), journal, refusals.untold(tx, lease))));
  }

  /** What we did to the record since it was last heard of, if it has to be looked at first. */
  private static Optional<Prepared> unseen(Lease lease, List<Attempt> journal, Looks looks) {
    Optional<Attempt> delivered =
        journal.stream()
            .filter(attempt -> attempt.is(Attempt.DELIVERED) && !looks.saw(attempt))
            .findFirst();
    if (delivered.isPresent()) {
      // At the same revision nothing is said twice, so only a newer one needs to see it.
      boolean newer = delivered.get().revision() < lease.revision();
      return Optional.of(
          newer
              ? new Prepared.ReadBackFirst(lease, delivered.get())
              : new Prepared.ReadFirst(lease, delivered.get()));
    }
    return journal.stream()
        .findFirst()
        .filter(attempt -> "CONFLICT".equals(attempt.failure()) && !looks.saw(attempt))
        .map(attempt -> new Prepared.ReadFirst(lease, attempt));
  }

  /** What a merged key left behind: nothing is planned before its outcome is known. */
  private Optional<Prepared> inDoubt(Target target, Lease lease, List<Attempt> journal) {
    return journal.stream()
        .filter(Attempt::open)
        .findFirst()
        .map(attempt -> {
          // As long as a lease could have run: until then its call may still be under way.
          Instant over =
              attempt.is(Attempt.STARTED) ? attempt.startedAt().plus(leased) : attempt.ended();
          Instant shows = over.plus(target.settle());
          return clock.instant().isBefore(shows)
              ? new Prepared.NotYet(lease, shows)
              : new Prepared.ReadBackFirst(lease, attempt);
        });
  }

  /** What may have been written to a record that was not looked at since the database came back. */
  private Optional<Prepared> forgotten(
      Connection tx, Target target, Lease lease, Want want, Looks looks) {
    return Restored.at(tx)
        .filter(at -> !looks.began(at))
        .map(at -> {
          Instant shows = at.plus(target.settle());
          return clock.instant().isBefore(shows)
              ? new Prepared.NotYet(lease, shows)
              : new Prepared.FindFirst(
                  lease,
                  want.reference(),
                  replicas.current(tx, lease.key(), lease.connection()).map(Reading::externalId));
        });
  }

  private Looks looks(Connection tx, Lease lease, Optional<Fresh> fresh) {
    return fresh
        .map(read -> new Looks(Map.of(), Optional.of(read.at())))
        .orElseGet(() ->
            new Looks(replicas.looked(tx, lease.key(), lease.connection()), Optional.empty()));
  }

  /**
   * When we began to look at what is held. When it reached us says nothing: what was read before a
   * write may arrive after it.
   *
   * @param records by record
   * @param fresh at all of them, in this lease
   */
  private record Looks(Map<String, Instant> records, Optional<Instant> fresh) {

    boolean saw(Attempt attempt) {
      return fresh
          // A look of the same moment may not have seen it.
          .or(() -> last(attempt.externalId()).map(began -> began.minusMillis(1)))
          .filter(until -> !attempt.endedAfter(until))
          .isPresent();
    }

    /** Whether there was one behind that moment. */
    boolean began(Instant behind) {
      return fresh.or(() -> last(null)).filter(began -> began.isAfter(behind)).isPresent();
    }

    /** At the record it wrote to, where that is known. */
    private Optional<Instant> last(@Nullable String externalId) {
      return externalId == null
          ? records.values().stream().max(Comparator.naturalOrder())
          : Optional.ofNullable(records.get(externalId));
    }
  }

  /** What a lease turned out to ask for. */
  sealed interface Prepared {
    /** Another worker holds it now. */
    record Lost() implements Prepared {}

    /** The connection is only read. */
    record Observed(Lease lease) implements Prepared {}

    record Unwanted(Lease lease) implements Prepared {}

    /** It could not be worked out what is wanted. */
    record Undecided(Lease lease) implements Prepared {}

    /** A merged key's call may still be under way, or its effect not show yet. */
    record NotYet(Lease lease, Instant until) implements Prepared {}

    /** Our last write was never seen: its effect has to show before a newer one follows. */
    record ReadBackFirst(Lease lease, Attempt attempt) implements Prepared {}

    /** The record has moved since it was last heard of. */
    record ReadFirst(Lease lease, Attempt attempt) implements Prepared {}

    /**
     * Whoever forgot what was written looks whether the record is there: the one that is held,
     * which need not bear our reference, or else one that does.
     */
    record FindFirst(Lease lease, String reference, Optional<String> held) implements Prepared {}

    record Ready(Lease lease, Mode mode, Desired desired, Optional<Reading> current, Said said)
        implements Prepared {}
  }
}
