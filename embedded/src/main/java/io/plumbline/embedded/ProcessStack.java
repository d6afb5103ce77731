package io.plumbline.embedded;

import java.util.concurrent.CompletableFuture;

/** PostgreSQL and Kafka as child processes. */
record ProcessStack(EmbeddedPostgres postgres, EmbeddedKafka kafka) implements EmbeddedStack {

  static ProcessStack start() {
    CompletableFuture<EmbeddedKafka> kafka =
        CompletableFuture.supplyAsync(EmbeddedKafka::startTemporary);
    return new ProcessStack(EmbeddedPostgres.startTemporary(), kafka.join());
  }

  @Override
  public String jdbcUrl(String database) {
    return postgres.jdbcUrl(database);
  }

  @Override
  public String username() {
    return postgres.username();
  }

  @Override
  public String password() {
    return postgres.password();
  }

  @Override
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  @Override
  public void close() {
    try (postgres;
        kafka) {
      // the broker first, then the database
    }
  }
}
