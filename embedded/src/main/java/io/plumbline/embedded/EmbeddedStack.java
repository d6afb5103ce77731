package io.plumbline.embedded;

/**
 * A real PostgreSQL and a real Kafka for tests: in containers where a container engine answers, as
 * processes of our own elsewhere, with the same versions and settings.
 */
public sealed interface EmbeddedStack extends AutoCloseable permits ProcessStack, ContainerStack {

  /** Starts both, and prints which kind it is. */
  static EmbeddedStack start() {
    boolean containers = ContainerEngine.answers();
    Notice.print(
        containers
            ? "Integration tests run on PostgreSQL and Kafka in containers (a container engine answers)."
            : "Integration tests run on embedded PostgreSQL and Kafka (no container engine answers).");
    return containers ? ContainerStack.start() : ProcessStack.start();
  }

  String jdbcUrl(String database);

  String username();

  String password();

  String bootstrapServers();

  /** Creates the database unless it exists. */
  default void createDatabase(String name) {
    Databases.create(jdbcUrl("postgres"), username(), password(), name);
  }

  @Override
  void close();
}
