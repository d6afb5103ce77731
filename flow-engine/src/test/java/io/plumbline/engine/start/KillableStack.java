package io.plumbline.engine.start;

import io.plumbline.embedded.EmbeddedKafka;
import io.plumbline.embedded.EmbeddedPostgres;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the test application a broker and a database that a test may kill and start again. */
public final class KillableStack implements QuarkusTestResourceLifecycleManager {

  private static final String DATABASE = "engine";

  private @Nullable EmbeddedPostgres postgres;
  private @Nullable EmbeddedKafka kafka;

  @Override
  public Map<String, String> start() {
    var database = EmbeddedPostgres.startTemporary();
    postgres = database;
    var broker = EmbeddedKafka.startTemporary();
    kafka = broker;
    database.createDatabase(DATABASE);
    return Map.of(
        "quarkus.datasource.jdbc.url", database.jdbcUrl(DATABASE),
        "quarkus.datasource.username", database.username(),
        "quarkus.datasource.password", database.password(),
        "kafka.bootstrap.servers", broker.bootstrapServers(),
        "plumbline.master-key", Base64.getEncoder().encodeToString(new byte[32]));
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(postgres, new TestInjector.MatchesType(EmbeddedPostgres.class));
    injector.injectIntoFields(kafka, new TestInjector.MatchesType(EmbeddedKafka.class));
  }

  @Override
  public void stop() {
    if (kafka != null) {
      kafka.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }
}
