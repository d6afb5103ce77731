package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.config.ConfigProvider;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database kept from an earlier version is brought up to date, whoever's tables have grown. */
class UpgradeIT {

  private static final List<String> BEFORE =
      List.of(
          "db/engine/V1__engine.sql", "db/engine/V2__republish.sql", "db/order/V100__order.sql");

  @TempDir Path earlier;

  /** Mechanism: {@code quarkus.flyway.out-of-order}, among the engine's own settings. */
  @Test
  void addsTheEnginesNewTablesToADatabaseThatHasTheServices() throws IOException {
    try (var server = EmbeddedPostgres.startTemporary()) {
      server.createDatabase("kept");
      BEFORE.forEach(this::keep);
      configured(server).locations("filesystem:" + earlier).load().migrate();

      Flyway now =
          configured(server)
              .locations("classpath:db/engine", "classpath:db/order")
              .outOfOrder(outOfOrder())
              .load();
      now.migrate();

      assertThat(now.info().pending()).isEmpty();
      assertThat(Arrays.stream(now.info().applied()).map(MigrationInfo::getScript))
          .contains("V3__indexes.sql", "V4__read_at.sql", "V100__order.sql");
    }
  }

  private static FluentConfiguration configured(EmbeddedPostgres server) {
    return Flyway.configure()
        .dataSource(server.jdbcUrl("kept"), server.username(), server.password());
  }

  /** As the service starts with it. */
  private static boolean outOfOrder() {
    return ConfigProvider.getConfig()
        .getOptionalValue("quarkus.flyway.out-of-order", Boolean.class)
        .orElse(false);
  }

  private void keep(String migration) {
    try (InputStream script = UpgradeIT.class.getClassLoader().getResourceAsStream(migration)) {
      Path name = Objects.requireNonNull(Path.of(migration).getFileName());
      Files.copy(Objects.requireNonNull(script), earlier.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
