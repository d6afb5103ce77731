package io.plumbline.connectors.custom;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.fixtures.KeptNotes;
import io.plumbline.connectors.fixtures.RecordingThrottle;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.ConnectionsConfig;
import io.plumbline.engine.connection.ConnectionsConfig.ConnectionConfig;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood.Readings;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.observation.Name;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The guide for a system of one's own does what it says: its configuration, mapping and order. */
class OwnSystemGuideTest {

  private static final Path GUIDE = Path.of("../docs/own-system");

  /** Fails where a line of the guide's configuration is refused, or its order is not understood. */
  @Test
  void readsTheGuidesOrderByTheGuidesConfigurationAndMapping() throws Exception {
    var understood = shop().understand("order", Files.readAllBytes(GUIDE.resolve("order.json")));

    var reading = ((Readings) understood).readings().getFirst();
    assertThat(reading.externalId()).isEqualTo("A-1001");
    assertThat(reading.names()).containsExactly(new Name("own-shop#number", "1001"));
    assertThat(reading.content().facets().get("commercial"))
        .hasToString(
            Json.lenient(
                    """
                    {"status":"open","number":"1001","currency":"GBP",
                     "placedAt":"2026-11-27T09:59:58Z","total":"18.30","tax":"0.00",
                     "discount":"0.00","shipping":"3.00",
                     "lines":{"1":{"sku":"85123A","quantity":"6","unitPrice":"2.55"}}}
                    """
                        .getBytes(UTF_8))
                .toString());
  }

  private static Connector shop() throws IOException {
    Map<String, ConnectionConfig> configured =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(new YamlConfigSource("guide", yaml()))
            .withDefaultValue("OWN_SHOP_SECRET", "pushed")
            .withDefaultValue("OWN_SHOP_TELLS", "told")
            .withMapping(ConnectionsConfig.class)
            .withValidateUnknown(false) // other parts of the file belong to others
            .build()
            .getConfigMapping(ConnectionsConfig.class)
            .byName();
    assertThat(configured).containsOnlyKeys("own-shop");
    return shop("own-shop", Objects.requireNonNull(configured.get("own-shop")));
  }

  private static Connector shop(String name, ConnectionConfig configured) {
    Connection connection =
        new Connection(
            name,
            configured.vendor(),
            configured.role(),
            configured.mode(),
            ZoneId.of(configured.zone()),
            URI.create(configured.url()),
            configured.secrets(),
            Optional.empty(),
            configured.timeout(),
            configured.settle(),
            configured.concurrency(),
            configured.settings());
    return new CustomConnectors()
        .open(
            connection,
            new MappingFiles(Optional.of(GUIDE.resolve("mappings"))),
            new RecordingThrottle(),
            new KeptNotes(),
            new SettableClock(Instant.EPOCH));
  }

  private static String yaml() throws IOException {
    String guide = Files.readString(GUIDE.resolve("README.md"));
    int begin = guide.indexOf("```yaml") + "```yaml".length();
    return guide.substring(begin, guide.indexOf("```", begin));
  }
}
