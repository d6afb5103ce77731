package io.plumbline.connectors.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.CheckedConnector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.CanonicalJson;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Version;
import io.plumbline.sandbox.hostile.Mutations;
import io.plumbline.sandbox.hostile.Mutations.Mutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Whatever a stranger, a broken system or a clumsy colleague sends: it is stored under a name that
 * can be kept, and then understood or unusable. A try that fails names its seed: {@code
 * Mutations.of(payload, seed)} makes it again.
 */
class HostilePayloadsTest {

  /** Far beyond what any of them takes; what asks for the digits of 1e400000000 never ends. */
  private static final Duration ENDLESS = Duration.ofSeconds(60);

  private static List<Door> doors = List.of();
  private static Path mappings = Path.of("");

  @BeforeContainer
  static void open() throws IOException {
    mappings = Files.createTempDirectory("hostile");
    doors = Door.all(mappings);
  }

  @AfterContainer
  static void close() throws IOException {
    Files.delete(mappings.resolve("own-shop/order.yaml"));
    Files.delete(mappings.resolve("own-shop"));
    Files.delete(mappings);
  }

  /** So that the rest says something: each payload is understood as long as nobody spoils it. */
  @Property(tries = 1)
  void isUnderstoodAsLongAsNothingIsWrong() throws Unusable {
    for (Door door : doors) {
      assertThat(
              door.connector()
                  .understand(
                      door.topic(),
                      door.payload().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
          .as("%s", door)
          .isNotInstanceOf(Understood.Filtered.class);
    }
  }

  /** Mechanism: each connector's reading of numbers, times, names and shapes. */
  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void noConnectorFailsOnAPayload(@ForAll long seed) {
    for (Door door : doors) {
      Mutation mutation = Mutations.of(door.payload(), seed);
      assertTimeoutPreemptively(
          ENDLESS,
          () -> {
            try {
              assertThat(door.connector().understand(door.topic(), mutation.body())).isNotNull();
            } catch (Unusable unusable) {
              assertExplains(unusable, door, mutation);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
              fail("%s failed on %s".formatted(door, mutation), e);
            }
          },
          () -> "%s takes for ever with %s".formatted(door, mutation));
    }
  }

  /** Mechanism: what the engine believes of a connector is only what it can keep and publish. */
  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void nothingIsUnderstoodThatCannotBeKept(@ForAll long seed) {
    for (Door door : doors) {
      Mutation mutation = Mutations.of(door.payload(), seed);
      try {
        keepable(
            new CheckedConnector("shop", door.connector())
                .understand(door.topic(), mutation.body()),
            "%s with %s".formatted(door, mutation));
      } catch (Unusable unusable) {
        assertExplains(unusable, door, mutation);
      }
    }
  }

  /** Mechanism: a delivery with a valid signature has a name to be stored under, whatever it is. */
  @Property(tries = 1_000, shrinking = ShrinkingMode.OFF)
  void whatIsSignedIsTakenWhateverItHolds(@ForAll long seed) {
    for (Door door : doors) {
      Mutation mutation = Mutations.of(door.payload(), seed);

      assertThat(door.connector().receive(door.signed(mutation.body())))
          .as("%s with %s", door, mutation)
          .isInstanceOfSatisfying(
              Genuine.class,
              genuine -> {
                assertThat(genuine.dedupeKey()).isNotBlank();
                assertThat(genuine.externalId()).isNotBlank();
              });
    }
  }

  private static void assertExplains(Unusable unusable, Door door, Mutation mutation) {
    assertThat(unusable)
        .as("%s with %s", door, mutation)
        .message()
        .isNotBlank()
        .satisfies(message ->
            assertThat(Text.fault(message, Integer.MAX_VALUE))
                .as("what keeps the explanation from being kept")
                .isEmpty());
  }

  private static void keepable(Understood understood, String of) {
    switch (understood) {
      case Understood.Readings(var readings) -> readings.forEach(reading -> keepable(reading, of));
      case Understood.ReadAgain(var externalId) -> assertName(externalId, of);
      case Understood.Filtered(var reason) ->
          assertThat(Text.fault(reason, Text.LONGEST_VALUE)).as(of).isEmpty();
    }
  }

  private static void keepable(Reading reading, String of) {
    assertName(reading.externalId(), of);
    for (Name name : reading.names()) {
      assertName(name.value(), of);
    }
    assertThatCode(() -> new Version(reading.sourceTime(), 999).number())
        .as(of)
        .doesNotThrowAnyException();
    reading.content().facets().values().forEach(facet -> assertTexts(facet, of));
    assertTexts(reading.content().personal(), of);
    assertThat(CanonicalJson.bytes(reading.content().personal())).as(of).isNotEmpty();
  }

  private static void assertTexts(JsonNode node, String of) {
    node.properties()
        .forEach(field -> {
          assertThat(Text.fault(field.getKey(), Text.LONGEST_NAME)).as(of).isEmpty();
          assertTexts(field.getValue(), of);
        });
    assertThat(Text.fault(node.asText(), Text.LONGEST_VALUE)).as(of).isEmpty();
  }

  private static void assertName(String name, String of) {
    assertThat(name).as(of).isNotBlank();
    assertThat(Text.fault(name, Text.LONGEST_NAME)).as(of).isEmpty();
  }
}
