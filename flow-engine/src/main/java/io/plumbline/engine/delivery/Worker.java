package io.plumbline.engine.delivery;

import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.sql.Trouble;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;

/** The outermost edge of one delivery: whatever happens in it, the others go on. */
@Singleton
class Worker {

  private final Transactions transactions;
  private final Delivering delivering;
  private final Attempts attempts;
  private final Setbacks setbacks;

  Worker(Transactions transactions, Delivering delivering, Attempts attempts, Setbacks setbacks) {
    this.transactions = transactions;
    this.delivering = delivering;
    this.attempts = attempts;
    this.setbacks = setbacks;
  }

  void work(Target target, Lease lease) {
    try {
      delivering.work(target, lease);
    } catch (RuntimeException e) {
      if (Trouble.in(e)) {
        Log.warnf(
            e,
            "A delivery stopped for the database and goes on when its lease ends: key=%s connection=%s",
            lease.key(),
            lease.connection());
      } else {
        Log.errorf(e, "A delivery failed: key=%s connection=%s", lease.key(), lease.connection());
        giveUp(lease, e);
      }
    }
  }

  /** A defect of ours would repeat for ever; a call left open is read back when the lease ends. */
  private void giveUp(Lease lease, RuntimeException defect) {
    try {
      transactions.run(tx -> {
        if (attempts.started(tx, lease).isEmpty() && Claims.lock(tx, lease).isPresent()) {
          setbacks.bury(
              tx,
              lease,
              null,
              DeadLetter.DEFECT,
              Setbacks.Why.of(
                  "expected to plan what %s is to be told of %s, found %s. The log says where under that key: report it, then retry."
                      .formatted(
                          lease.connection(), lease.key(), defect.getClass().getSimpleName())));
        }
      });
    } catch (RuntimeException e) {
      Log.errorf(
          e,
          "A delivery could not be given up: key=%s connection=%s",
          lease.key(),
          lease.connection());
    }
  }
}
