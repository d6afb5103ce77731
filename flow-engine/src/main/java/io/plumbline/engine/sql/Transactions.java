package io.plumbline.engine.sql;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/** Short transactions of their own, for work that must never hold one open during a call. */
@Singleton
public class Transactions {

  private final DataSource database;

  public Transactions(DataSource database) {
    this.database = database;
  }

  /** Runs the work and commits, or rolls back and lets its failure through. */
  public <T> T get(Function<Connection, T> work) {
    try (Connection tx = database.getConnection()) {
      tx.setAutoCommit(false);
      try {
        T result = work.apply(tx);
        tx.commit();
        return result;
      } catch (RuntimeException | Error e) {
        tx.rollback();
        throw e;
      } finally {
        tx.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  public void run(Consumer<Connection> work) {
    boolean done =
        get(tx -> {
          work.accept(tx);
          return true;
        });
    assert done;
  }
}
