package io.plumbline.embedded;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * Gives a {@code @QuarkusTest} a real PostgreSQL and Kafka, started once per JVM; the init argument
 * {@code database} names the database, which is created.
 */
public final class PlumblineTestResource implements QuarkusTestResourceLifecycleManager {

  private String database = "plumbline";

  @Override
  public void init(Map<String, String> arguments) {
    database = arguments.getOrDefault("database", database);
  }

  @Override
  public Map<String, String> start() {
    SharedStack stack = SharedStack.get();
    stack.createDatabase(database);
    return Map.of(
        "quarkus.datasource.jdbc.url", stack.jdbcUrl(database),
        "quarkus.datasource.username", stack.username(),
        "quarkus.datasource.password", stack.password(),
        "kafka.bootstrap.servers", stack.bootstrapServers(),
        "plumbline.master-key", stack.masterKey());
  }

  @Override
  public void stop() {
    // The stack serves the next test class too; it ends with the JVM.
  }
}
