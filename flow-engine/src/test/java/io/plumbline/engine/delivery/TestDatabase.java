package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.plumbline.embedded.EmbeddedPostgres;
import io.plumbline.engine.sql.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * A fresh database with the engine's schema, on one real server for all tests of the JVM: its
 * warden ends it with the JVM.
 */
public final class TestDatabase implements AutoCloseable {

  private static final EmbeddedPostgres SERVER = EmbeddedPostgres.startTemporary();
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final String name;
  private final AgroalDataSource source;

  private TestDatabase(String name) {
    this.name = name;
    this.source = open(name);
  }

  public static TestDatabase fresh() {
    var database = empty();
    database.migrate();
    return database;
  }

  /** As a version of the engine left it that knew no later migration. */
  public static TestDatabase at(String migration) {
    var database = empty();
    database.migrations().target(migration).load().migrate();
    return database;
  }

  private static TestDatabase empty() {
    String name = name();
    SERVER.createDatabase(name);
    return new TestDatabase(name);
  }

  /** A backup: a database of its own with all that this one holds now. */
  public TestDatabase copy() {
    String copy = name();
    source.flush(AgroalDataSource.FlushMode.ALL);
    try (Connection server =
            DriverManager.getConnection(
                SERVER.jdbcUrl("postgres"), SERVER.username(), SERVER.password());
        Statement statement = server.createStatement()) {
      await("nobody is connected to what is copied")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            try (ResultSet sessions =
                statement.executeQuery(
                    "select count(*) from pg_stat_activity where datname = '" + name + "'")) {
              sessions.next();
              assertThat(sessions.getLong(1)).isZero();
            }
          });
      statement.execute("create database " + copy + " template " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new TestDatabase(copy);
  }

  private static String name() {
    return "delivery_" + NUMBER.incrementAndGet();
  }

  private static AgroalDataSource open(String name) {
    try {
      return AgroalDataSource.from(
          new AgroalDataSourceConfigurationSupplier()
              .connectionPoolConfiguration(pool ->
                  pool.maxSize(24)
                      .acquisitionTimeout(Duration.ofSeconds(20))
                      .connectionFactoryConfiguration(factory ->
                          factory
                              .jdbcUrl(SERVER.jdbcUrl(name))
                              .principal(new NamePrincipal(SERVER.username()))
                              .credential(new SimplePassword(SERVER.password())))));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Brings it up to date. */
  public void migrate() {
    migrations().load().migrate();
  }

  private FluentConfiguration migrations() {
    return Flyway.configure().dataSource(source).locations("classpath:db/engine");
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
