package io.plumbline.sandbox.fault;

import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.HangUp;
import io.plumbline.sandbox.http.Reply;
import io.plumbline.sandbox.journal.Journal;
import io.plumbline.sandbox.journal.Write;
import io.plumbline.sandbox.journal.Writes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Stands before a vendor's API: lets calls through, or lets the plan's faults befall them. */
public final class Gate implements AutoCloseable {
  private final Faults faults;
  private final Writes writes;
  private final Journal journal;
  private final Clock clock;
  private final boolean hidesTimedOut;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger pending = new AtomicInteger();

  public Gate(Faults faults, Writes writes, Journal journal, Clock clock) {
    this(faults, writes, journal, clock, false);
  }

  /**
   * @param hidesTimedOut whether nobody sees a write that timed out until some time later
   */
  public Gate(Faults faults, Writes writes, Journal journal, Clock clock, boolean hidesTimedOut) {
    this.hidesTimedOut = hidesTimedOut;
    this.faults = faults;
    this.writes = writes;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * One call as the gate sees it; {@code act} tells whether tax is to be rounded per line.
   *
   * @param listing whether it asks which records there are, rather than for one
   */
  public record Call(
      String method,
      String path,
      @Nullable String reference,
      boolean write,
      boolean listing,
      Answer throttled,
      Action act) {}

  /** Does what the vendor would do. */
  @FunctionalInterface
  public interface Action {
    Outcome run(boolean rounding);
  }

  /** Writes that were received and have not come to their effect yet. */
  public int pending() {
    return pending.get();
  }

  public Reply pass(Call call) {
    Instant received = clock.instant();
    Optional<FaultPlan.Down> outage = faults.outage(call.listing());
    if (outage.isPresent()) {
      return outage.get().refusing() ? new HangUp() : Answer.empty(503);
    }
    Optional<Fault> fault = faults.forRequest(call.write());
    Pass pass = new Pass(call, received, fault.map(Fault::id).orElse(null));
    return fault.map(pass::struck).orElseGet(pass::through);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  /** Waits, or less when the emulator closes. */
  private void hold(Duration time) {
    try {
      boolean _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One call on its way through the gate. */
  private final class Pass {
    private final Call call;
    private final Instant received;
    private final @Nullable String fault;

    Pass(Call call, Instant received, @Nullable String fault) {
      this.call = call;
      this.received = received;
      this.fault = fault;
    }

    Reply through() {
      Outcome outcome = effect(false);
      log(outcome, String.valueOf(outcome.answer().status()));
      return outcome.answer();
    }

    Reply struck(Fault by) {
      return switch (by) {
        case THROTTLE -> unmoved(call.throttled());
        case SERVER_ERROR -> unmoved(serverError());
        case DROP_BEFORE_EFFECT -> {
          logUnmoved("dropped");
          yield new HangUp();
        }
        case SLOW -> {
          Reply reply = through();
          hold(faults.upTo(faults.plan().slow()));
          yield reply;
        }
        case TIMEOUT_AFTER_EFFECT -> {
          if (hidesTimedOut) {
            yield late();
          }
          log(effect(false), "timeout");
          hold(faults.plan().timeout());
          yield new HangUp();
        }
        case SERVER_ERROR_AFTER_EFFECT -> {
          log(effect(false), "500");
          yield Answer.empty(500);
        }
        case LATE_EFFECT -> late();
        case ROUNDING -> {
          Outcome outcome = effect(true);
          log(outcome, String.valueOf(outcome.answer().status()));
          yield outcome.answer();
        }
        case DROP_WEBHOOK, DUPLICATE_WEBHOOK, REORDER_WEBHOOK, DELAY_WEBHOOK, DOWN -> through();
      };
    }

    private Outcome effect(boolean rounding) {
      pending.incrementAndGet();
      try {
        Outcome outcome = call.act().run(rounding);
        if (call.listing() && outcome.error() == null) {
          faults.listed(received);
        }
        return outcome;
      } finally {
        pending.decrementAndGet();
      }
    }

    private Reply late() {
      pending.incrementAndGet();
      Thread.ofPlatform()
          .daemon()
          .name("late")
          .start(() -> {
            try {
              hold(faults.lateness());
              log(call.act().run(false), "timeout");
            } finally {
              pending.decrementAndGet();
            }
          });
      hold(faults.plan().timeout());
      return new HangUp();
    }

    private Answer unmoved(Answer answer) {
      logUnmoved(String.valueOf(answer.status()));
      return answer;
    }

    private Answer serverError() {
      return Answer.empty(faults.upTo(Duration.ofSeconds(1)).toMillis() % 2 == 0 ? 502 : 503);
    }

    private void logUnmoved(String answered) {
      log(Outcome.refused(call.throttled(), "fault"), answered);
    }

    private void log(Outcome outcome, String answered) {
      if (call.write()) {
        writes.add(entry(outcome, answered), journal);
      }
    }

    private Write entry(Outcome outcome, String answered) {
      return new Write(
          0,
          received,
          outcome.applied() ? clock.instant() : null,
          call.method(),
          call.path(),
          outcome.reference() == null ? call.reference() : outcome.reference(),
          answered,
          outcome.applied(),
          fault,
          outcome.error(),
          outcome.change(),
          outcome.supersedes());
    }
  }
}
