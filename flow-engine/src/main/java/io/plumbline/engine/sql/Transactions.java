package io.plumbline.engine.sql;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Short transactions of their own, for work that must never hold one open during a call.
 *
 * <p>Work that another transaction got in the way of (a deadlock, a failed serialization) was
 * rolled back as a whole and is run again at once: whatever it leaves outside the database has to
 * bear that.
 */
@Singleton
public class Transactions {

  /** Each time somebody else got through; what loses so often has an order of locks to mend. */
  private static final int TRIES = 4;

  private final DataSource database;

  public Transactions(DataSource database) {
    this.database = database;
  }

  /** Runs the work and commits, or rolls back and lets its failure through. */
  public <T> T get(Function<Connection, T> work) {
    try (Connection tx = database.getConnection()) {
      tx.setAutoCommit(false);
      try {
        return committed(tx, work);
      } finally {
        tx.setAutoCommit(true);
      }
    } catch (SQLException e) {
      throw new DatabaseFailed(e);
    }
  }

  private static <T> T committed(Connection tx, Function<Connection, T> work) throws SQLException {
    for (int tried = 1; ; tried++) {
      try {
        T result = work.apply(tx);
        tx.commit();
        return result;
      } catch (RuntimeException | Error | SQLException e) {
        tx.rollback();
        if (tried == TRIES || !Trouble.ofRace(e)) {
          throw e;
        }
      }
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
