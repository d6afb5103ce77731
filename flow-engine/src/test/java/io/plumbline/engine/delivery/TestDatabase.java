package io.plumbline.engine.delivery;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/**
 * A fresh database with the engine's schema, on one real server for all tests of the JVM: its
 * warden ends it with the JVM.
 */
public final class TestDatabase implements AutoCloseable {

  private static final EmbeddedPostgres SERVER = EmbeddedPostgres.startTemporary();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final AgroalDataSource source;

  private TestDatabase(AgroalDataSource source) {
    this.source = source;
  }

  public static TestDatabase fresh() {
    String name = "delivery_" + NUMBER.incrementAndGet();
    SERVER.createDatabase(name);
    try {
      AgroalDataSource source =
          AgroalDataSource.from(
              new AgroalDataSourceConfigurationSupplier()
                  .connectionPoolConfiguration(pool ->
                      pool.maxSize(24)
                          .acquisitionTimeout(Duration.ofSeconds(20))
                          .connectionFactoryConfiguration(factory ->
                              factory
                                  .jdbcUrl(SERVER.jdbcUrl(name))
                                  .principal(new NamePrincipal(SERVER.username()))
                                  .credential(new SimplePassword(SERVER.password())))));
      migrate(source);
      return new TestDatabase(source);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void migrate(AgroalDataSource source) {
    Flyway.configure().dataSource(source).locations("classpath:db/engine").load().migrate();
  }

  public AgroalDataSource source() {
    return source;
  }

  /** How many transactions wait for another's row. */
  public long waiting() throws SQLException {
    try (Connection tx = source.getConnection()) {
      return Sql.one(
              tx,
              row -> row.getLong(1),
              """
              select count(*) from pg_stat_activity
              where datname = current_database() and wait_event_type = 'Lock'
              """)
          .orElseThrow();
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
