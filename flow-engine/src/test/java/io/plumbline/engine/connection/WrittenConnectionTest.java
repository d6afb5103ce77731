package io.plumbline.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.ConnectorFactory;
import io.plumbline.engine.connector.Notes;
import io.plumbline.engine.connector.Throttle;
import io.plumbline.engine.mapping.MappingFiles;
import io.plumbline.engine.mapping.Mappings;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A connection that cannot be meant as written stops the start, naming the key and the remedy. */
class WrittenConnectionTest {

  private static final String SHOP = "plumbline.connections.shop.";

  @Test
  void takesWhatIsSpeltRight() {
    var shop = connections(Map.of(SHOP + "poll.every", "500ms")).named("shop");

    assertThat(shop.url().getHost()).isEqualTo("example.myshopify.com");
    assertThat(shop.polling().orElseThrow().every()).isEqualTo(Duration.ofMillis(500));
    assertThat(shop.polling().orElseThrow().overlap()).isEqualTo(Duration.ofMinutes(2));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "vendor           | shopfy          | expected one of [scripted], found 'shopfy'. Correct",
        "role             | SHOP            | allowed values:",
        "mode             | alive           | allowed values:",
        "zone             | Londn           | expected a time zone such as Europe/London, found 'Londn'",
        "url              | example.com     | expected an address such as https://",
        "url              | ftp://a.example | expected an address such as https://",
        "url              | https://        | expected an address such as https://",
        "url              | ht tp://a       | expected an address such as https://",
        "poll.every       | 0s              | expected a time such as 5s, found 'PT0S'",
        "poll.every       | -5s             | such as",
        "poll.every       | soon            | soon",
        "poll.overlap     | PT-1S           | expected a time such as 5s, found 'PT-1S'",
        "expected-every   | 1h              | expected no such time of a connection with poll, whose polls say whether it answers, found 'PT1H'. Correct",
        "timeout          | 0s              | expected a time such as 5s, found 'PT0S'",
        "settle           | PT-1S           | expected a time such as 5s, found 'PT-1S'",
        "concurrency      | 0               | expected a number from 1 on, found '0'",
        "concurrency      | many            | many",
      })
  void namesTheKeyAndTheRemedy(String key, String value, String remedy) {
    var changed = new HashMap<>(Map.of(SHOP + "poll.every", "1m"));
    changed.put(SHOP + key, value);

    assertThatThrownBy(() -> connections(changed))
        .hasMessageContaining(SHOP + key)
        .hasMessageContaining(remedy);
  }

  @Test
  void takesHowOftenASystemThatOnlyPushesIsExpectedTo() {
    var shop = connections(Map.of(SHOP + "expected-every", "PT1H")).named("shop");

    assertThat(shop.expectedEvery()).contains(Duration.ofHours(1));
    assertThatThrownBy(() -> connections(Map.of(SHOP + "expected-every", "0s")))
        .hasMessageContaining(SHOP + "expected-every: expected a time such as 5s, found 'PT0S'");
  }

  @Test
  void namesASecretThatADeploymentForgot() {
    assertThatThrownBy(() -> connections(Map.of(SHOP + "secrets.access-token", " ")))
        .hasMessageContaining(SHOP + "secrets.access-token")
        .hasMessageContaining("${ENVIRONMENT_VARIABLE}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void namesASettingThatSaysNothing(String value) {
    assertThatThrownBy(() -> connections(Map.of(SHOP + "settings.page-size", value)))
        .hasMessageContaining(SHOP + "settings.page-size: expected a value")
        .hasMessageContaining("Correct it in plumbline.yaml");
    assertThatThrownBy(() -> connections(Map.of(SHOP + "secrets.access-token", value)))
        .hasMessageContaining(SHOP + "secrets.access-token: expected a value");
  }

  /** Mechanism: a setting that nobody reads would leave everything as it was, without a word. */
  @Test
  void namesASettingThatNobodyReads() {
    assertThatThrownBy(() -> connections(Map.of(SHOP + "settings.pagesize", "5")))
        .hasMessageContaining(SHOP + "settings.pagesize: expected one of the settings of scripted")
        .hasMessageContaining("[budget, budget-per-second, carrier.*, page-size], found 'pagesize'")
        .hasMessageContaining("Correct it in plumbline.yaml");
    assertThatThrownBy(() -> connections(Map.of(SHOP + "settings.carriers.ups", "UPS")))
        .hasMessageContaining(SHOP + "settings.carriers.ups");
  }

  @Test
  void takesEverySettingThatSomebodyReads() {
    var shop =
        connections(
                Map.of(
                    SHOP + "settings.page-size", "5",
                    SHOP + "settings.carrier.ups", "UPS",
                    SHOP + "settings.budget", "40",
                    SHOP + "settings.budget-per-second", "2"))
            .named("shop");

    assertThat(shop.settings()).hasSize(4).containsEntry("carrier.ups", "UPS");
  }

  @Test
  void refusesANameThatNoAddressHolds() {
    assertThatThrownBy(() ->
            connections(
                Map.of(
                    "plumbline.connections.\"Shop EU\".vendor", "scripted",
                    "plumbline.connections.\"Shop EU\".role", "ERP",
                    "plumbline.connections.\"Shop EU\".url", "https://a.example")))
        .hasMessageContaining("lower-case letters, digits and hyphens, found 'Shop EU'");
  }

  private static Connections connections(Map<String, String> changed) {
    var properties =
        new HashMap<>(
            Map.of(
                SHOP + "vendor", "scripted",
                SHOP + "role", "STOREFRONT",
                SHOP + "url", "https://example.myshopify.com"));
    properties.putAll(changed);
    var config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "plumbline.yaml", 500))
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(ConnectionsConfig.class)
            .build()
            .getConfigMapping(ConnectionsConfig.class);
    return new Connections(
        config,
        List.of(new Scripted()),
        new MappingFiles(Optional.empty()),
        connection -> new Unlimited(),
        connection -> new Unwritten(),
        Clock.systemUTC());
  }

  /** Nobody calls anything while connections are opened. */
  private static final class Unlimited implements Throttle {
    @Override
    public Slot take(int cost) {
      return () -> {};
    }

    @Override
    public void observed(double available, double maximum, double perSecond) {}

    @Override
    public void pause(Duration pause) {}
  }

  /** Nobody writes anything down, either. */
  private static final class Unwritten implements Notes {
    @Override
    public Optional<String> progress() {
      return Optional.empty();
    }

    @Override
    public void keep(List<Note> notes, Instant readAt, String progress) {}

    @Override
    public void readAgain(Instant from, int most) {}

    @Override
    public Map<String, List<Note>> of(Collection<String> externalIds) {
      return Map.of();
    }
  }

  /** A vendor that is never called. */
  private static final class Scripted implements ConnectorFactory {
    @Override
    public String vendor() {
      return "scripted";
    }

    @Override
    public Set<String> settings() {
      return Set.of("page-size", "carrier.*");
    }

    @Override
    public Connector open(
        Connection connection, Mappings mappings, Throttle throttle, Notes notes, Clock clock) {
      return new io.plumbline.engine.apply.ScriptedConnector(clock);
    }
  }
}
