package io.plumbline.connectors.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Decimals;
import io.plumbline.engine.observation.Text;
import java.io.IOException;
import java.math.BigDecimal;

/** JSON as vendors mean it: a number is the decimal that was written, never a binary fraction. */
public final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  /**
   * For what strangers wrote: half a character, and an exponent that nobody has room to spell out.
   */
  private static final JsonMapper AS_WRITTEN =
      MAPPER
          .rebuild()
          .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .build();

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** The payload of a stored body. */
  public static ObjectNode payload(byte[] body) throws Unusable {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new Unusable("Expected a JSON object, found what does not parse as JSON.", e);
    }
    throw new Unusable("Expected a JSON object, found another JSON value.");
  }

  /** Whatever the bytes hold, or a missing node. */
  public static JsonNode lenient(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  /** Whatever was parsed can be written, too. */
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      return asWritten(node);
    }
  }

  private static byte[] asWritten(JsonNode node) {
    try {
      return AS_WRITTEN.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /**
   * A number out of a payload, zero where there is none.
   *
   * @throws Unusable where it is no number, or none that has room
   */
  public static BigDecimal decimal(String field, JsonNode number) throws Unusable {
    var text = number.asText("0");
    try {
      return Decimals.of(text);
    } catch (NumberFormatException e) {
      throw new Unusable(
          "%s: expected a decimal number, found '%s'.".formatted(field, Text.shown(text)), e);
    }
  }

  /** A JSON number that keeps every digit of the canonical decimal. */
  public static JsonNode number(String decimal) {
    return DecimalNode.valueOf(new BigDecimal(decimal));
  }
}
