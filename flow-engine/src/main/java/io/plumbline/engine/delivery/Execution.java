package io.plumbline.engine.delivery;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.delivery.Preparation.Prepared.Ready;
import io.plumbline.engine.delivery.Sending.Sent;
import io.plumbline.engine.delivery.Sending.Sent.Refused;
import io.plumbline.engine.mode.Modes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans what brings a record to its desired state, and does it as far as the mode allows. */
@Singleton
class Execution {

  private final Holding holding;
  private final Sending sending;
  private final Receipts receipts;
  private final Setbacks setbacks;
  private final Modes modes;
  private final Clock clock;

  Execution(
      Holding holding,
      Sending sending,
      Receipts receipts,
      Setbacks setbacks,
      Modes modes,
      Clock clock) {
    this.holding = holding;
    this.sending = sending;
    this.receipts = receipts;
    this.setbacks = setbacks;
    this.modes = modes;
    this.clock = clock;
  }

  /** Whether the lease ended here; else the plan has to be made again. */
  boolean of(Target target, Ready ready) {
    List<Step> planned;
    try {
      planned = target.connector().plan(ready.desired(), ready.current());
    } catch (CallFailed failure) {
      holding.run(ready.lease(), tx -> setbacks.after(tx, ready.lease(), null, failure));
      return true;
    }
    List<Step> steps = ready.said().remaining(planned);
    if (ready.mode() != Mode.LIVE) {
      return shadow(target, ready, steps);
    }
    // All that is planned was said before, and something hangs on it that is not planned yet.
    boolean waits = steps.isEmpty() && planned.stream().anyMatch(Step::thenAgain);
    return waits ? unseen(ready) : send(target, ready, steps);
  }

  /** What the rest hangs on was written and does not show: settled, the rest would be forgotten. */
  private boolean unseen(Ready ready) {
    String why = "a record that was written does not show, and more has to follow it";
    holding.run(
        ready.lease(), tx -> setbacks.counted(tx, ready.lease(), null, Setbacks.Why.of(why), 0));
    return true;
  }

  /** All of the plan that can be done: who needs a refused step waits with it for a person. */
  private boolean send(Target target, Ready ready, List<Step> steps) {
    var refusals = new ArrayList<Refused>();
    var undone = new HashSet<String>();
    for (Step step : steps) {
      if (step.lacks(undone)) {
        undone.add(step.reference());
        continue;
      }
      Optional<Refused> before = ready.said().refusal(step);
      if (before.isPresent()) {
        refusals.add(before.get());
        undone.add(step.reference());
        continue;
      }
      switch (sending.send(target, ready.lease(), step, ready.current())) {
        case Sent.Delivered() -> {
          if (step.thenAgain()) {
            return false;
          }
        }
        case Refused refused -> {
          refusals.add(refused);
          undone.add(step.reference());
        }
        case Sent.Outdated() -> {
          return false;
        }
        case Sent.Ended() -> {
          return true;
        }
      }
    }
    holding.run(ready.lease(), tx -> end(tx, ready.lease(), refusals));
    return true;
  }

  /** A person is told of the first refusal: with a retry the next one shows, if it is still one. */
  private void end(Connection tx, Lease lease, List<Refused> refusals) {
    if (refusals.isEmpty()) {
      Claims.release(tx, lease, "settled", 0, clock.instant(), clock.instant());
    } else {
      Refused first = refusals.getFirst();
      setbacks.refused(tx, lease, first.attempt(), first.failure());
    }
  }

  private boolean shadow(Target target, Ready ready, List<Step> steps) {
    return holding.get(
        ready.lease(),
        (tx, held) -> {
          var now = clock.instant();
          // Going live wakes what rests, and this did not yet: either sees the other.
          boolean still = modes.inForce(tx, target.connection()) == Mode.SHADOW;
          if (held.isPresent() && still) {
            steps.stream()
                .filter(step -> step.impossible() == null)
                .forEach(step -> receipts.shadow(tx, ready.lease(), step, ready.current(), now));
            steps.stream()
                .flatMap(step -> Stream.ofNullable(step.impossible()))
                .findFirst()
                .ifPresent(why -> setbacks.refused(tx, ready.lease(), null, why));
          }
          // Whoever was given up is let go by then.
          Claims.release(tx, ready.lease(), still ? "shadowed" : "due", 0, now, now);
          return true;
        });
  }
}
