package io.plumbline.engine.delivery;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.plumbline.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

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

  private static void migrate(AgroalDataSource source) throws SQLException {
    try (InputStream script = TestDatabase.class.getResourceAsStream("/db/engine/V1__engine.sql");
        Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      if (script == null) {
        throw new IllegalStateException("expected the engine's schema on the class path");
      }
      statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  public AgroalDataSource source() {
    return source;
  }

  @Override
  public void close() {
    source.close();
  }
}
