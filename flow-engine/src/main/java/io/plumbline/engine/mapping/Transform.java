package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.observation.Decimals;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;

/** A change to a value's text before its type is read. */
record Transform(String name, UnaryOperator<String> change) {

  static List<Transform> parse(JsonNode yaml) {
    if (yaml.isMissingNode()) {
      return List.of();
    }
    if (yaml.isArray()) {
      return StreamSupport.stream(yaml.spliterator(), false).map(Transform::one).toList();
    }
    return List.of(one(yaml));
  }

  private static Transform one(JsonNode yaml) {
    if (yaml.isObject() && yaml.size() == 1) {
      var entry = yaml.properties().iterator().next();
      return withArgument(entry.getKey(), entry.getValue());
    }
    return new Transform(yaml.asText(), named(yaml.asText()));
  }

  private static UnaryOperator<String> named(String name) {
    return switch (name) {
      case "trim" -> String::strip;
      case "upper" -> text -> text.toUpperCase(Locale.ROOT);
      case "lower" -> text -> text.toLowerCase(Locale.ROOT);
      // gid://shopify/Order/5120?query and 5120 are the same id
      case "gid" -> text -> text.substring(text.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
      case "abs" -> text -> Decimals.of(text).abs().toPlainString();
      case "negate" -> text -> Decimals.of(text).negate().toPlainString();
      case "cents" -> text -> Decimals.of(text).movePointLeft(2).toPlainString();
      case "digits" -> text -> text.replaceAll("\\D", "");
      default ->
          throw new IllegalArgumentException(
              "transform: expected trim, upper, lower, gid, abs, negate, cents, digits, enum, prefix or strip-prefix, found '%s'"
                  .formatted(name));
    };
  }

  private static Transform withArgument(String name, JsonNode argument) {
    return switch (name) {
      case "enum" -> enumeration(argument);
      case "prefix" ->
          new Transform("prefix " + argument.asText(), text -> argument.asText() + text);
      case "strip-prefix" ->
          new Transform(
              "strip-prefix " + argument.asText(),
              text ->
                  text.startsWith(argument.asText())
                      ? text.substring(argument.asText().length())
                      : text);
      default -> new Transform(name, named(name));
    };
  }

  /** {@code '*'} stands for whatever is not named; without it an unnamed value is an error. */
  private static Transform enumeration(JsonNode values) {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.properties().forEach(value -> byName.put(value.getKey(), value.getValue().asText()));
    return new Transform(
        "enum " + byName,
        text -> {
          String value = byName.getOrDefault(text.strip(), byName.get("*"));
          if (value == null) {
            throw new NotListed("one of " + byName.keySet());
          }
          return value;
        });
  }

  /** A value that an enumeration does not list. */
  static final class NotListed extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NotListed(String message) {
      super(message);
    }
  }
}
