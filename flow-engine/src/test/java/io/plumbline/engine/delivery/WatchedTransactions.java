package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Transactions;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Keeps what the database refused, which a repeated transaction would hide, and lets a test do
 * something between two transactions.
 */
final class WatchedTransactions extends Transactions {

  private final List<DatabaseFailed> failures;
  private final AtomicReference<Runnable> next = new AtomicReference<>(() -> {});

  WatchedTransactions(DataSource database, List<DatabaseFailed> failures) {
    super(database);
    this.failures = failures;
  }

  /** Done once, behind the next transaction, by whoever had it. */
  void afterNext(Runnable work) {
    next.set(work);
  }

  @Override
  public <T> T get(Function<Connection, T> work) {
    T result =
        super.get(tx -> {
          try {
            return work.apply(tx);
          } catch (DatabaseFailed e) {
            failures.add(e);
            throw e;
          }
        });
    next.getAndSet(() -> {}).run();
    return result;
  }
}
