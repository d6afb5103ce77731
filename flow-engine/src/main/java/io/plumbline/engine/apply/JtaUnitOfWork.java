package io.plumbline.engine.apply;

import io.plumbline.engine.sql.DatabaseFailed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;

/** A JTA transaction, which the flow's Hibernate entities join. */
@Singleton
class JtaUnitOfWork implements UnitOfWork {

  private final DataSource database;

  JtaUnitOfWork(DataSource database) {
    this.database = database;
  }

  @Override
  public <T> T in(Function<Connection, T> work) {
    return QuarkusTransaction.requiringNew()
        .call(() -> {
          try (Connection tx = database.getConnection()) {
            return work.apply(tx);
          } catch (SQLException e) {
            throw new DatabaseFailed(e);
          }
        });
  }
}
