package io.plumbline.engine.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An event of what was sent fits its topic, whatever was sent. */
class ToldValuesTest {

  @Test
  void tellsAllOfAnOrderOfAThousandLines() {
    var sent = lines(1_000, "9001");

    assertThat(ToldValues.of(sent)).isEqualTo(sent);
  }

  /** Mechanism: the bound. Without it the event is refused by the broker for ever. */
  @Test
  void tellsNoMoreThanATopicTakes() {
    var sent = lines(60_000, "é".repeat(500));
    sent.put("commercial.status", "cancelled");

    var told = ToldValues.of(sent);

    assertThat(told.path("commercial.status").asText()).isEqualTo("cancelled");
    assertThat(told.size()).isGreaterThan(1_000);
    assertThat(told.toString().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(4 * 1024 * 1024);
  }

  private static ObjectNode lines(int number, String id) {
    var sent = JsonNodeFactory.instance.objectNode();
    IntStream.range(0, number)
        .forEach(line -> sent.put("commercial.lines[" + id + line + "].quantity", "6"));
    return sent;
  }
}
