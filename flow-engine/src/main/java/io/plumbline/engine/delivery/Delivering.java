package io.plumbline.engine.delivery;

import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.delivery.Preparation.Prepared;
import io.plumbline.engine.delivery.ReadBack.Fresh;
import io.plumbline.engine.mode.Modes;
import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Works one lease off: learns what an earlier write did, plans, sends step by step, lets go. */
@Singleton
class Delivering {

  /** How often one lease plans anew before others have their turn. */
  private static final int ROUNDS = 4;

  private final Transactions transactions;
  private final Preparation preparation;
  private final ReadBack readBack;
  private final Execution execution;
  private final Holding holding;
  private final Setbacks setbacks;
  private final Modes modes;
  private final Clock clock;

  Delivering(
      Transactions transactions,
      Preparation preparation,
      ReadBack readBack,
      Execution execution,
      Holding holding,
      Setbacks setbacks,
      Modes modes,
      Clock clock) {
    this.transactions = transactions;
    this.preparation = preparation;
    this.readBack = readBack;
    this.execution = execution;
    this.holding = holding;
    this.setbacks = setbacks;
    this.modes = modes;
    this.clock = clock;
  }

  void work(Target target, Lease claimed) {
    Long unknown = claimed.unknownAttempt();
    if (unknown == null) {
      plan(target, claimed, Optional.empty());
    } else {
      readBack
          .of(target, claimed, unknown)
          .ifPresent(fresh -> plan(target, claimed.having(fresh.failures()), Optional.of(fresh)));
    }
  }

  private void plan(Target target, Lease lease, Optional<Fresh> known) {
    Optional<Fresh> fresh = known;
    for (int round = 0; round < ROUNDS; round++) {
      Optional<Fresh> read = fresh;
      switch (transactions.get(tx -> preparation.of(tx, target, lease, read))) {
        case Prepared.Lost() -> {
          return;
        }
        case Prepared.Observed(Lease held) -> {
          rest(target, held);
          return;
        }
        case Prepared.Unwanted(Lease held) -> {
          letGo(held, "unwanted");
          return;
        }
        case Prepared.Undecided(Lease held) -> {
          holding.run(held, tx -> setbacks.undecided(tx, held));
          return;
        }
        case Prepared.NotYet(Lease held, Instant until) -> {
          transactions.run(
              tx -> Claims.release(tx, held, "waiting", held.failures(), until, clock.instant()));
          return;
        }
        case Prepared.ReadBackFirst(Lease held, Attempt attempt) -> {
          transactions.run(tx -> Claims.mustReadBack(tx, held, attempt.id()));
          fresh = readBack.of(target, held, attempt.id());
          if (fresh.isEmpty()) {
            return;
          }
        }
        case Prepared.ReadFirst(Lease held, Attempt attempt) -> {
          fresh = readBack.look(target, held, attempt);
          if (fresh.isEmpty()) {
            return;
          }
        }
        case Prepared.FindFirst(Lease held, String reference, Optional<String> record) -> {
          fresh = readBack.look(target, held, reference, record);
          if (fresh.isEmpty()) {
            return;
          }
        }
        case Prepared.Ready ready -> {
          if (execution.of(target, ready)) {
            return;
          }
          fresh = Optional.empty();
        }
      }
    }
    letGo(lease, "due");
  }

  /** Going live wakes what rests, and this did not yet: either sees the other. */
  private void rest(Target target, Lease lease) {
    holding.run(
        lease,
        tx -> {
          boolean still = modes.inForce(tx, target.connection()) == Mode.OBSERVE;
          Instant now = clock.instant();
          Claims.release(tx, lease, still ? "held" : "due", lease.failures(), now, now);
        });
  }

  private void letGo(Lease lease, String state) {
    transactions.run(tx -> {
      Instant now = clock.instant();
      Claims.release(tx, lease, state, lease.failures(), now, now);
    });
  }
}
