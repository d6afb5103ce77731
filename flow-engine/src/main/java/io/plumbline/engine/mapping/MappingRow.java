package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.mapping.Transform.NotListed;
import io.plumbline.engine.observation.Decimals;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One canonical field and where it comes from.
 *
 * @param field the canonical path
 * @param from the source; absent for a constant or a choice
 * @param plus added to it, for amounts that the vendor holds in parts
 * @param minus taken off it
 * @param choices the first one that applies gives the value
 * @param exact text that cannot be kept is not mended or left out: it tells which thing this is
 * @param otherwise what an absent value stands for
 */
record MappingRow(
    String field,
    Optional<SourcePath> from,
    List<SourcePath> plus,
    List<SourcePath> minus,
    List<Choice> choices,
    ValueType type,
    List<Transform> transforms,
    boolean required,
    boolean exact,
    Optional<String> otherwise) {

  /** An exponent beyond it stays one: spelt out, it can take more memory than there is. */
  private static final int SPELT_OUT = 100;

  static MappingRow parse(JsonNode yaml) {
    String field = yaml.path("field").asText();
    try {
      var written =
          new Written(yaml)
              .only(
                  "field",
                  "from",
                  "plus",
                  "minus",
                  "choose",
                  "type",
                  "transform",
                  "required",
                  "exact",
                  "otherwise");
      if (Stream.of("from", "choose", "otherwise").noneMatch(yaml::has)) {
        throw new IllegalArgumentException(
            "from: expected a path in the payload, found nothing. Add it, or 'choose' or 'otherwise'.");
      }
      written.text("field");
      return new MappingRow(
          field,
          Optional.ofNullable(yaml.get("from")).map(JsonNode::asText).map(SourcePath::parse),
          paths(yaml.path("plus")),
          paths(yaml.path("minus")),
          written.list("choose").map(Choice::parse).toList(),
          ValueType.named(yaml.path("type").asText("text")),
          Transform.parse(yaml.path("transform")),
          yaml.path("required").asBoolean(),
          yaml.path("exact").asBoolean(),
          Optional.ofNullable(yaml.get("otherwise")).map(JsonNode::asText));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("row '%s': %s".formatted(field, e.getMessage()), e);
    }
  }

  /** One without which nothing can be told: the path alone, or all that a row may say. */
  static MappingRow needed(String field, Written written, String key, ValueType type) {
    JsonNode said = written.yaml().path(key);
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    if (said instanceof ObjectNode whole) {
      row.setAll(whole);
    } else {
      row.put("from", written.text(key));
    }
    row.put("field", field).put("required", true);
    return parse(row.has("type") ? row : row.put("type", type.name().toLowerCase(Locale.ROOT)));
  }

  /** The value, or empty where the payload does not say. */
  Optional<JsonNode> read(JsonNode payload) throws Misfit {
    String text = text(payload);
    if (text == null) {
      return absent();
    }
    try {
      String changed = text;
      for (Transform transform : transforms) {
        changed = transform.change().apply(changed);
      }
      if (changed.isBlank() && type == ValueType.TEXT) {
        return absent();
      }
      return Optional.of(type.read(changed));
    } catch (NotListed e) {
      throw new Misfit(field, source(), String.valueOf(e.getMessage()), text);
    } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
      throw new Misfit(field, source(), type.expected(), text, e);
    }
  }

  /**
   * The value of a field among others: text that cannot be kept is no reason to lose the record it
   * stands in, unless that makes no sense without it.
   *
   * @param told hears of what was mended or left out
   */
  Optional<JsonNode> read(JsonNode payload, BiConsumer<Misfit, String> told) throws Misfit {
    try {
      return read(payload);
    } catch (Misfit e) {
      if (required || exact || !(e.getCause() instanceof ValueType.Unkept text)) {
        throw e;
      }
      Optional<JsonNode> mended = text.mended();
      told.accept(e, mended.isPresent() ? "Mended." : "Left out.");
      return mended;
    }
  }

  private Optional<JsonNode> absent() throws Misfit {
    if (required) {
      throw new Misfit(field, source(), type.expected(), null);
    }
    return Optional.empty();
  }

  /** What documentation shows as the source. */
  String source() {
    return from.map(SourcePath::text)
        .orElseGet(() -> choices.isEmpty() ? "constant" : "choice of " + choices);
  }

  Stream<SourcePath> paths() {
    return Stream.of(
            from.stream(), plus.stream(), minus.stream(), choices.stream().flatMap(Choice::paths))
        .flatMap(paths -> paths);
  }

  private @Nullable String text(JsonNode payload) throws Misfit {
    if (!choices.isEmpty()) {
      return choices.stream()
          .filter(choice -> choice.applies(payload))
          .findFirst()
          .map(Choice::value)
          .orElseGet(() -> otherwise.orElse(null));
    }
    List<JsonNode> found = from.map(path -> path.in(payload)).orElse(List.of());
    if (found.isEmpty()) {
      return otherwise.orElse(null);
    }
    return type.isNumber() && (found.size() > 1 || !plus.isEmpty() || !minus.isEmpty())
        ? sum(payload, found)
        : lexical(found.getFirst());
  }

  private String sum(JsonNode payload, List<JsonNode> found) throws Misfit {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode term : found) {
      sum = sum.add(number(term));
    }
    for (SourcePath path : plus) {
      for (JsonNode term : path.in(payload)) {
        sum = sum.add(number(term));
      }
    }
    for (SourcePath path : minus) {
      for (JsonNode term : path.in(payload)) {
        sum = sum.subtract(number(term));
      }
    }
    return sum.toPlainString();
  }

  private BigDecimal number(JsonNode term) throws Misfit {
    String text = lexical(term);
    try {
      return Decimals.of(text);
    } catch (NumberFormatException e) {
      throw new Misfit(field, source(), type.expected(), text);
    }
  }

  /** The number as it was written; a binary fraction has lost it already. */
  private String lexical(JsonNode node) throws Misfit {
    if (node.isDouble() || node.isFloat()) {
      throw new Misfit(
          field, source(), "a payload parsed with exact decimals", "a binary fraction");
    }
    if (node.isContainerNode()) {
      throw new Misfit(field, source(), type.expected(), node.isArray() ? "a list" : "an object");
    }
    return node.isBigDecimal() && Math.abs(node.decimalValue().scale()) <= SPELT_OUT
        ? node.decimalValue().toPlainString()
        : node.asText();
  }

  private static List<SourcePath> paths(JsonNode yaml) {
    return elements(yaml).map(JsonNode::asText).map(SourcePath::parse).toList();
  }

  private static Stream<JsonNode> elements(JsonNode yaml) {
    return yaml.isValueNode() ? Stream.of(yaml) : StreamSupport.stream(yaml.spliterator(), false);
  }

  /**
   * A value that holds under a condition: the path is present, and equals {@code is} where that is
   * given.
   */
  record Choice(Optional<SourcePath> when, Optional<String> is, String value) {

    static Choice parse(JsonNode yaml) {
      return condition(yaml, new Written(yaml).only("when", "is", "value").text("value"));
    }

    /** One that gives no value. */
    static Choice unless(JsonNode yaml) {
      new Written(yaml).only("when", "is").text("when");
      return condition(yaml, "");
    }

    private static Choice condition(JsonNode yaml, String value) {
      return new Choice(
          Optional.ofNullable(yaml.get("when")).map(JsonNode::asText).map(SourcePath::parse),
          Optional.ofNullable(yaml.get("is")).map(JsonNode::asText),
          value);
    }

    boolean applies(JsonNode payload) {
      return when.isEmpty()
          || when.get().in(payload).stream()
              .anyMatch(node ->
                  is.isEmpty() ? !node.asText().equals("false") : is.get().equals(node.asText()));
    }

    Stream<SourcePath> paths() {
      return when.stream();
    }

    @Override
    public String toString() {
      return value
          + when.map(path -> " when " + path.text()).orElse("")
          + is.map(" is "::concat).orElse("");
    }
  }
}
