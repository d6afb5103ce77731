package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What is told of the values that an attempt sent: all of them, unless an event could not hold
 * them. A path is spelled with each value, so a few long ids over many lines grow beyond any bound.
 */
final class ToldValues {

  /** In characters; three times as many bytes at most, of the 8 MiB that a topic takes. */
  static final int MOST = 1 << 20;

  private static final String OF_A_LINE = "lines[";

  private ToldValues() {}

  /** The order as a whole goes first; of its lines, as many as there is room for. */
  static JsonNode of(JsonNode sent) {
    if (size(sent) <= MOST) {
      return sent;
    }
    var told = JsonNodeFactory.instance.objectNode();
    int room = add(told, sent, false, MOST);
    add(told, sent, true, room);
    return told;
  }

  private static int add(ObjectNode told, JsonNode sent, boolean lines, int room) {
    int left = room;
    for (var value : sent.properties()) {
      if (value.getKey().contains(OF_A_LINE) == lines && size(value) <= left) {
        told.set(value.getKey(), value.getValue());
        left -= size(value);
      }
    }
    return left;
  }

  private static int size(JsonNode sent) {
    return sent.properties().stream().mapToInt(ToldValues::size).sum();
  }

  private static int size(Map.Entry<String, JsonNode> value) {
    return value.getKey().length() + value.getValue().asText().length();
  }
}
