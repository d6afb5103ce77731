package io.plumbline.engine.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Mechanism: a record is as large as an event and the reconciler's view of it can be, no larger.
 */
class KeepingTest {

  private static final Instant AT = Instant.parse("2026-11-01T10:00:00Z");

  /** A field named 7 characters long, of 1,017. */
  private static final int FIELDS = Keeping.LARGEST / 1_024;

  @Test
  void keepsTheLargest() throws Unusable {
    var understood = reading(FIELDS, "");

    assertThat(Keeping.keepable(understood)).isEqualTo(understood);
  }

  @Test
  void refusesOneCharacterMore() {
    assertThatThrownBy(() -> Keeping.keepable(reading(FIELDS, "x")))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining("expected a record of at most 524288 characters, found a larger one");
  }

  private static Understood reading(int fields, String more) {
    ObjectNode commercial = JsonNodeFactory.instance.objectNode();
    for (int field = 0; field < fields; field++) {
      commercial.put("f%06d".formatted(field), "x".repeat(1_017));
    }
    ObjectNode personal = JsonNodeFactory.instance.objectNode();
    if (!more.isEmpty()) {
      personal.put(more, "");
    }
    return new Understood.Readings(
        List.of(
            new Reading(
                "1",
                Set.of(),
                AT,
                AT,
                false,
                Content.of(Map.of("commercial", commercial), personal),
                "test/order@1")));
  }
}
