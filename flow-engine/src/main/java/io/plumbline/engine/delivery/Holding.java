package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.Transactions;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Transactions about one lease, which lock the delivery's row before anything else.
 *
 * <p>A call may end when its lease has run out and is being taken for lost. Both complete the
 * attempt and let the delivery go; if one began with the attempt and the other with the delivery,
 * each would wait for the other. So whoever touches both begins here, and {@link Claims#expired}
 * likewise begins with the rows.
 */
@Singleton
class Holding {

  private final Transactions transactions;

  Holding(Transactions transactions) {
    this.transactions = transactions;
  }

  /** What is done under the lock. */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param held the lease as it stands; empty where it was lost, and nothing of the delivery is
     *     this worker's to decide any more
     */
    T under(Connection tx, Optional<Lease> held);
  }

  <T> T get(Lease lease, Work<T> work) {
    return transactions.get(tx -> work.under(tx, Claims.lock(tx, lease)));
  }

  /** For what asks nothing of the lease: the facts of a call, and updates that the claim fences. */
  void run(Lease lease, Consumer<Connection> work) {
    transactions.run(tx -> {
      Claims.lock(tx, lease);
      work.accept(tx);
    });
  }
}
