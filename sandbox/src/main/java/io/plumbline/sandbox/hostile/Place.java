package io.plumbline.sandbox.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Where a value stands in a payload.
 *
 * @param parent an object or a list
 * @param at the place in a list
 */
record Place(String path, JsonNode parent, String name, int at) {

  JsonNode value() {
    return parent instanceof ArrayNode list ? list.path(at) : parent.path(name);
  }

  void set(JsonNode value) {
    if (parent instanceof ObjectNode object) {
      object.set(name, value);
    } else if (parent instanceof ArrayNode list) {
      list.set(at, value);
    }
  }

  void remove() {
    if (parent instanceof ObjectNode object) {
      object.remove(name);
    } else if (parent instanceof ArrayNode list) {
      list.remove(at);
    }
  }

  /** Elements stand there several times; of a field there is a second one of the same name. */
  void repeat(int copies, UnaryOperator<String> twice) {
    if (parent instanceof ObjectNode object) {
      object.set(twice.apply(name), value().deepCopy());
    } else if (parent instanceof ArrayNode list) {
      for (int copy = 0; copy < copies; copy++) {
        list.add(value().deepCopy());
      }
    }
  }

  void rename(String other) {
    if (parent instanceof ObjectNode object) {
      object.set(other, object.remove(name));
    }
  }

  @Override
  public String toString() {
    return parent instanceof ArrayNode ? path + "[" + at + "]" : path + "." + name;
  }
}
