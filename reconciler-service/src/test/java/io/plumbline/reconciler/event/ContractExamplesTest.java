package io.plumbline.reconciler.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every published example of an event is read. */
class ContractExamplesTest {
  private static final String FOLDER = "/contracts/order/";

  static Stream<Arguments> examples() throws IOException {
    JsonNode index = Json.mapper().readTree(bytes("index.json"));
    return index
        .get("events")
        .valueStream()
        .flatMap(event ->
            event
                .get("examples")
                .valueStream()
                .map(file -> Arguments.of(event.get("type").asText(), file.asText())));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("examples")
  void readsEveryPublishedExample(String type, String file) throws IOException, Unreadable {
    assertThat(ChangeEvents.read(type, bytes(file))).isNotNull();
  }

  @Test
  void readsMoneyFromItsLexicalForm() throws IOException, Unreadable {
    ChangeEvent event =
        ChangeEvents.read(
            "io.plumbline.order.observed.v1", bytes("examples/observed.v1.storefront.json"));

    assertThat(event)
        .isInstanceOfSatisfying(
            Observed.class,
            observed ->
                assertThat(observed.said().commercial())
                    .satisfies(c -> assertThat(String.valueOf(c)).contains("total=139.12")));
  }

  @Test
  void saysWhatWasExpectedOfABrokenOneWithoutQuotingIt() {
    assertThatThrownBy(() ->
            ChangeEvents.read(
                "io.plumbline.order.observed.v1",
                "{\"key\":{\"email\":\"jane@example.org\"}}"
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("expected io.plumbline.order.observed.v1")
        .hasMessageNotContaining("jane");
  }

  private static byte[] bytes(String file) throws IOException {
    try (InputStream stream = ContractExamplesTest.class.getResourceAsStream(FOLDER + file)) {
      if (stream == null) {
        throw new AssertionError("expected the contract file " + file);
      }
      return stream.readAllBytes();
    }
  }
}
