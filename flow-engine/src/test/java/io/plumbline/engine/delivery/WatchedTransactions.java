package io.plumbline.engine.delivery;

import io.plumbline.engine.sql.DatabaseFailed;
import io.plumbline.engine.sql.Transactions;
import java.sql.Connection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/** Keeps what the database refused, which a repeated transaction would hide. */
final class WatchedTransactions extends Transactions {

  private final List<DatabaseFailed> failures;

  WatchedTransactions(DataSource database, List<DatabaseFailed> failures) {
    super(database);
    this.failures = failures;
  }

  @Override
  public <T> T get(Function<Connection, T> work) {
    return super.get(tx -> {
      try {
        return work.apply(tx);
      } catch (DatabaseFailed e) {
        failures.add(e);
        throw e;
      }
    });
  }
}
