package io.plumbline.engine.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.observation.Reading;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends one step: written down and committed before, completed after, no transaction between. */
@Singleton
class Sending {

  private final Holding holding;
  private final Modes modes;
  private final Receipts receipts;
  private final Calls calls;
  private final ReadBack.Aftermath aftermath;
  private final Duration leased;
  private final Clock clock;
  private final MeterRegistry meters;

  Sending(
      Holding holding,
      Modes modes,
      Receipts receipts,
      Calls calls,
      ReadBack.Aftermath aftermath,
      DeliveryConfig config,
      Clock clock,
      MeterRegistry meters) {
    this.holding = holding;
    this.modes = modes;
    this.receipts = receipts;
    this.calls = calls;
    this.aftermath = aftermath;
    this.leased = config.lease();
    this.clock = clock;
    this.meters = meters;
  }

  /** What became of a step. */
  sealed interface Sent {
    record Delivered() implements Sent {}

    /**
     * It is not to be had: what does not need it may still follow.
     *
     * @param attempt where the vendor was asked
     */
    record Refused(@Nullable Attempt attempt, CallFailed failure) implements Sent {}

    /** Something changed since it was planned: plan again. */
    record Outdated() implements Sent {}

    /** The lease ended here. */
    record Ended() implements Sent {}
  }

  Sent send(Target target, Lease lease, Step step, Optional<Reading> current) {
    Instant begun = clock.instant();
    Optional<Attempt> started =
        holding.get(lease, (tx, held) -> begin(tx, held, target, lease, step, current, begun));
    if (started.isEmpty()) {
      return new Sent.Outdated();
    }
    Attempt attempt = started.get();
    try {
      Confirmed confirmed = calls.send(target, step, () -> lastCheck(target, lease));
      count(target, Attempt.DELIVERED, begun);
      holding.run(lease, tx -> confirmed(tx, lease, attempt, confirmed));
      return new Sent.Delivered();
    } catch (NotSent stopped) {
      holding.run(lease, tx -> receipts.withdrawn(tx, attempt));
      return new Sent.Outdated();
    } catch (CallFailed failure) {
      count(target, failure.kind() == Kind.BUSY ? "busy" : outcome(failure.kind()), begun);
      holding.run(lease, tx -> failed(tx, target, lease, attempt, failure));
      return failure.kind() == Kind.REJECTED
          ? new Sent.Refused(attempt, failure)
          : new Sent.Ended();
    }
  }

  private Optional<Attempt> begin(
      Connection tx,
      Optional<Lease> held,
      Target target,
      Lease lease,
      Step step,
      Optional<Reading> current,
      Instant now) {
    if (!mayGo(tx, held, target, lease)) {
      return Optional.empty();
    }
    Claims.extend(tx, lease, now.plus(leased));
    return Optional.of(receipts.begin(tx, lease, step, current, now));
  }

  /** Still ours, still live, still the newest revision. */
  private boolean mayGo(Connection tx, Optional<Lease> held, Target target, Lease lease) {
    return held.filter(now -> now.revision() == lease.revision())
            .filter(now -> now.key().equals(lease.key()))
            .isPresent()
        && modes.inForce(tx, target.connection()) == Mode.LIVE;
  }

  /** Runs when the call's turn has come, which may be long after it was written down. */
  private void lastCheck(Target target, Lease lease) {
    boolean stillMayGo = holding.get(lease, (tx, held) -> mayGo(tx, held, target, lease));
    if (!stillMayGo) {
      throw new NotSent("the mode, the revision or the lease changed while it waited for its turn");
    }
    boolean time =
        holding.get(
            lease,
            (tx, held) ->
                Claims.holdsUntil(tx, lease, clock.instant().plus(target.connection().timeout())));
    if (!time) {
      throw new NotSent("the lease would end before the call's time limit");
    }
  }

  private void confirmed(Connection tx, Lease lease, Attempt attempt, Confirmed confirmed) {
    Instant now = clock.instant();
    receipts.delivered(tx, attempt, confirmed.externalId().orElse(null), now);
    aftermath.breakers().answered(tx, lease.connection(), now);
    if (confirmed.readBack()) {
      confirmed
          .externalId()
          .ifPresent(id ->
              aftermath.rereads().ask(tx, lease.connection(), id, "written without a webhook"));
    }
  }

  private void failed(
      Connection tx, Target target, Lease lease, Attempt attempt, CallFailed failure) {
    if (failure.kind() == Kind.BUSY) {
      receipts.withdrawn(tx, attempt);
      aftermath.setbacks().after(tx, lease, null, failure);
      return;
    }
    Instant now = clock.instant();
    String why = String.valueOf(failure.getMessage());
    receipts.ended(tx, attempt, outcome(failure.kind()), failure.kind().name(), why, now);
    failure.quoted().ifPresent(quoted -> receipts.quote(tx, attempt, quoted));
    switch (failure.kind()) {
      case UNKNOWN -> {
        aftermath.breakers().failed(tx, lease.connection(), now);
        Claims.releaseUnknown(tx, lease, attempt.id(), 0, now.plus(target.settle()), now);
      }
      case REJECTED -> aftermath.breakers().answered(tx, lease.connection(), now);
      case TRANSIENT, BUSY, THROTTLED, CONFIGURATION, CONFLICT, CONNECTION ->
          aftermath.setbacks().after(tx, lease, attempt, failure);
    }
  }

  private static String outcome(Kind kind) {
    return switch (kind) {
      case UNKNOWN -> Attempt.UNKNOWN;
      case REJECTED -> Attempt.REJECTED;
      case TRANSIENT, BUSY, THROTTLED, CONFIGURATION, CONFLICT, CONNECTION -> Attempt.FAILED;
    };
  }

  private void count(Target target, String outcome, Instant begun) {
    meters
        .timer("plumbline.delivery.call", "connection", target.name(), "outcome", outcome)
        .record(Duration.between(begun, clock.instant()).toNanos(), TimeUnit.NANOSECONDS);
  }
}
