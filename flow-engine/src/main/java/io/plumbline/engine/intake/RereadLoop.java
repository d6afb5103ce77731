package io.plumbline.engine.intake;

import io.plumbline.engine.intake.RereadWork.Claimed;
import io.quarkus.logging.Log;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Reads again what is due, so many at a time.
 *
 * <p>A read waits for its turn at the vendor by looking into the database: more of them than the
 * vendor serves would starve everybody else of connections.
 */
final class RereadLoop {

  private final IntFunction<List<Claimed>> claim;
  private final Consumer<Claimed> read;
  private final Executor threads;
  private final Semaphore free;

  RereadLoop(
      IntFunction<List<Claimed>> claim, Consumer<Claimed> read, Executor threads, int atOnce) {
    this.claim = claim;
    this.read = read;
    this.threads = threads;
    this.free = new Semaphore(atOnce);
  }

  /** Claims no more than can be read now: what is claimed and waits is kept from other replicas. */
  void round() {
    int room = free.drainPermits();
    if (room == 0) {
      return;
    }
    List<Claimed> due = List.of();
    try {
      due = claim.apply(room);
    } finally {
      free.release(room - due.size());
    }
    due.forEach(claimed -> threads.execute(() -> work(claimed)));
  }

  private void work(Claimed claimed) {
    try {
      read.accept(claimed);
    } catch (RuntimeException e) {
      Log.warnf(
          "a re-read is left to its lease: connection=%s externalId=%s cause=%s",
          claimed.connection(), claimed.externalId(), e.toString());
    } finally {
      free.release();
    }
  }
}
