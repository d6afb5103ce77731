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
import io.plumbline.engine.observation.Reading;
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
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

/** The guide for a system of one's own does what it says: its configuration, mapping and order. */
class OwnSystemGuideTest {

  private static final Path GUIDE = Path.of("../docs/own-system");

  /** Fails where a line of the guide's configuration is refused, or its order is not understood. */
  @Test
  void readsTheGuidesOrderByTheGuidesConfigurationAndMapping() throws Exception {
    var reading = read("own-shop", "order.json");

    assertThat(reading.externalId()).isEqualTo("A-1001");
    assertThat(reading.names()).containsExactly(new Name("own-shop#number", "1001"));
    assertThat(reading.content().facets().get("commercial"))
        .hasToString(
            json(
                """
                {"status":"open","number":"1001","currency":"GBP",
                 "placedAt":"2025-11-27T09:59:58Z","total":"18.30","tax":"0.00",
                 "discount":"0.00","shipping":"3.00",
                 "lines":{"1":{"sku":"85123A","quantity":"6","unitPrice":"2.55"}}}
                """));
  }

  /** Mechanism: the list within a list, and the number that ties the record to the shop's order. */
  @Test
  void readsWhatTheGuidesWarehousePutIntoEachParcel() throws Exception {
    var reading = read("own-warehouse", "dispatch.json");

    assertThat(reading.names()).containsExactly(new Name("own-shop#number", "1001"));
    assertThat(reading.content().facets().get("fulfilment"))
        .hasToString(
            json(
                """
                {"status":"fulfilled","shipments":{
                  "W-77-1":{"carrier":"Royal Mail","tracking":"RM100000001GB",
                    "shippedAt":"2025-11-28T08:29:10Z","status":"shipped","lines":{"1":"4"}},
                  "W-77-2":{"carrier":"Royal Mail","tracking":"RM100000002GB",
                    "shippedAt":"2025-11-28T08:29:40Z","status":"shipped","lines":{"1":"2"}}}}
                """));
  }

  /** The same of an invoice. */
  @Test
  void readsWhatTheGuidesLedgerBilled() throws Exception {
    var reading = read("own-ledger", "booking.json");

    assertThat(reading.names()).containsExactly(new Name("own-shop#number", "1001"));
    assertThat(reading.content().facets().get("billing"))
        .hasToString(
            json(
                """
                {"status":"billed","invoices":{"INV-9001":{"number":"INV-9001",
                  "total":"18.30","tax":"0.00","lines":{"1":"6"}}}}
                """));
  }

  private static String json(String text) {
    return Json.lenient(text.getBytes(UTF_8)).toString();
  }

  private static Reading read(String connection, String file) throws Exception {
    var understood =
        system(connection).understand("order", Files.readAllBytes(GUIDE.resolve(file)));
    return ((Readings) understood).readings().getFirst();
  }

  private static Connector system(String name) throws IOException {
    Map<String, ConnectionConfig> configured =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addDiscoveredConverters()
            .withSources(yaml())
            .withDefaultValue("OWN_SHOP_SECRET", "pushed")
            .withDefaultValue("OWN_SHOP_TELLS", "told")
            .withDefaultValue("OWN_WAREHOUSE_SECRET", "pushed")
            .withDefaultValue("OWN_LEDGER_SECRET", "pushed")
            .withMapping(ConnectionsConfig.class)
            .withValidateUnknown(false) // other parts of the file belong to others
            .build()
            .getConfigMapping(ConnectionsConfig.class)
            .byName();
    assertThat(configured).containsOnlyKeys("own-shop", "own-warehouse", "own-ledger");
    return open(name, Objects.requireNonNull(configured.get(name)));
  }

  private static Connector open(String name, ConnectionConfig configured) {
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

  /** All that the guide would have written into plumbline.yaml. */
  private static ConfigSource[] yaml() throws IOException {
    return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDE.resolve("README.md")))
        .results()
        .map(block -> block.group(1))
        .map(block -> new YamlConfigSource("guide", block))
        .toArray(ConfigSource[]::new);
  }
}
