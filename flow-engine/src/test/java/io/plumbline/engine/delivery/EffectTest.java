package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EffectTest {

  private static final Instant BEFORE = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant AFTER = BEFORE.plusSeconds(1);

  @Test
  void aRecordThatWasNotThereShowsItByBeingThere() {
    assertThat(Effect.shows(Optional.empty(), sent("6"), Optional.of(reading("5", AFTER))))
        .isTrue();
  }

  @Test
  void nothingShowsWhereNoRecordIs() {
    assertThat(Effect.shows(Optional.empty(), sent("6"), Optional.empty())).isFalse();
  }

  @Test
  void aRecordThatSaysWhatWasSentShowsIt() {
    assertThat(
            Effect.shows(
                Optional.of(reading("5", BEFORE)), sent("6"), Optional.of(reading("6.0", AFTER))))
        .isTrue();
  }

  @Test
  void aRecordThatStillSaysTheOldShowsNothing() {
    assertThat(
            Effect.shows(
                Optional.of(reading("5", BEFORE)), sent("6"), Optional.of(reading("5", BEFORE))))
        .isFalse();
  }

  @Test
  void aRecordTouchedInAnotherFieldShowsNothing() {
    assertThat(
            Effect.shows(
                Optional.of(reading("5", BEFORE)), sent("6"), Optional.of(reading("5", AFTER))))
        .isFalse();
  }

  @Test
  void aFieldThatMovedToWhatTheVendorRoundedShowsIt() {
    assertThat(
            Effect.shows(
                Optional.of(reading("5", BEFORE)), sent("6.004"), Optional.of(reading("6", AFTER))))
        .isTrue();
  }

  private static ObjectNode sent(String quantity) {
    return JsonNodeFactory.instance.objectNode().put("commercial.lines[9001].quantity", quantity);
  }

  private static Reading reading(String quantity, Instant at) {
    ObjectNode commercial = JsonNodeFactory.instance.objectNode();
    commercial.putObject("lines").putObject("9001").put("quantity", quantity);
    return new Reading(
        "r1",
        Set.of(),
        at,
        at,
        false,
        Content.of(Map.of("commercial", commercial), JsonNodeFactory.instance.objectNode()),
        "test/record@1");
  }
}
