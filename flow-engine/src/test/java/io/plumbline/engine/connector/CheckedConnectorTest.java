package io.plumbline.engine.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connector.Connector.Understood;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mechanism: what a connector made of a payload is believed only if it can be kept. */
class CheckedConnectorTest {

  private static final String AT = "2026-11-01T10:00:00Z";

  private final Connector connector =
      new CheckedConnector("shop", new ScriptedConnector(Clock.systemUTC()));

  @Test
  void believesWhatCanBeKept() throws Unusable {
    assertThat(understood(body("1", AT, "10.00"))).isInstanceOf(Understood.Readings.class);
  }

  @ParameterizedTest
  @CsvSource({
    "' ', 2026-11-01T10:00:00Z, 1, 'the record''s id: expected a name, found none'",
    "1, +9999999-01-01T00:00:00Z, 1, the time of the last change: expected one of the years",
    "1, -0001-01-01T00:00:00Z, 1, the time of the last change: expected one of the years",
    "1, yesterday, 1, one it fails on with java.time.format.DateTimeParseException",
  })
  void saysWhyNot(String id, String at, String total, String told) {
    assertThatThrownBy(() -> understood(body(id, at, total)))
        .isInstanceOf(Unusable.class)
        .hasMessageContaining(told);
  }

  @Test
  void saysWhereTextCannotBeKept() {
    assertThatThrownBy(() -> understood(body("1", AT, "1\u0000")))
        .hasMessageContaining(
            "commercial.total: expected text that can be kept, found the character");
    assertThatThrownBy(() -> understood(body("x".repeat(513), AT, "1")))
        .hasMessageContaining("the record's id: expected a name that can be kept, found 513 bytes");
    assertThatThrownBy(() -> understood(body("1", AT, "1", "shop#number:" + "y".repeat(600))))
        .hasMessageContaining("a name of the record: expected a name that can be kept");
  }

  @Test
  void neverTellsAPersonalValue() {
    var body = body("1", AT, "1").put("email", "ada@example.test\u0000");

    assertThatThrownBy(() -> understood(body))
        .hasMessageContaining("personal.email")
        .hasMessageNotContaining("ada");
  }

  @Test
  void cutsTheReasonThatARecordIsCountedUnder() throws Unusable {
    var body = JsonNodeFactory.instance.objectNode().put("filtered", "r\u0000".repeat(3_000));

    assertThat(understood(body))
        .isInstanceOfSatisfying(
            Understood.Filtered.class,
            filtered ->
                assertThat(filtered.reason())
                    .hasSizeLessThan(210)
                    .doesNotContain(String.valueOf((char) 0)));
  }

  /** Mechanism: a question that has a default answer is not answered for the vendor. */
  @Test
  void passesEveryQuestionOn() {
    for (Method question : Connector.class.getMethods()) {
      assertThat(CheckedConnector.class.getDeclaredMethods())
          .extracting(Method::getName)
          .contains(question.getName());
    }
  }

  private static ObjectNode body(String id, String at, String total, String... names) {
    return ScriptedConnector.body(id, at, total, names);
  }

  private Understood understood(ObjectNode body) throws Unusable {
    return connector.understand("orders", body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
