package io.plumbline.embedded;

import java.util.Locale;
import org.testcontainers.containers.PostgreSQLContainer;
import org.testcontainers.kafka.KafkaContainer;

/** PostgreSQL and Kafka in containers. */
record ContainerStack(PostgreSQLContainer<?> postgres, KafkaContainer kafka)
    implements EmbeddedStack {

  // The versions of the programs that run where there is no container engine.
  private static final String POSTGRES = "postgres:18";
  private static final String KAFKA = "apache/kafka-native:4.0.0";

  static ContainerStack start() {
    var postgres = new PostgreSQLContainer<>(POSTGRES).withDatabaseName("postgres");
    // The container class would switch fsync off.
    postgres.setCommand(
        "postgres", "-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "max_connections=200");
    var kafka = new KafkaContainer(KAFKA);
    BrokerSettings.ALONE.forEach((name, value) -> kafka.withEnv(environmentName(name), value));
    postgres.start();
    kafka.start();
    return new ContainerStack(postgres, kafka);
  }

  private static String environmentName(String property) {
    return "KAFKA_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  @Override
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://"
        + postgres.getHost()
        + ":"
        + postgres.getFirstMappedPort()
        + "/"
        + database;
  }

  @Override
  public String username() {
    return postgres.getUsername();
  }

  @Override
  public String password() {
    return postgres.getPassword();
  }

  @Override
  public String bootstrapServers() {
    return kafka.getBootstrapServers();
  }

  @Override
  public void close() {
    kafka.stop();
    postgres.stop();
  }
}
