package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an element of a list holds, such as a shipment: a quantity for each line of the order.
 *
 * @param over the source path of the list within the element
 * @param key gives the line, and must be there
 * @param quantity how much of it; of a line that is told in parts, the sum
 */
record MappingLines(SourcePath over, MappingRow key, MappingRow quantity) {

  /** The canonical field that holds them. */
  static final String FIELD = "lines";

  /** Those that are written under this key, if any are. */
  static Optional<MappingLines> parse(JsonNode each, String into) {
    JsonNode yaml = each.path(FIELD);
    if (yaml.isMissingNode()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(new Written(yaml).map("over", "key", "quantity"), into));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s: %s".formatted(FIELD, e.getMessage()), e);
    }
  }

  private static MappingLines parse(Written written, String into) {
    String field = "%s.<key>.%s.<key>".formatted(into, FIELD);
    MappingRow quantity = MappingRow.needed(field, written, "quantity", ValueType.DECIMAL);
    if (!quantity.type().isNumber()) {
      throw new IllegalArgumentException(
          "quantity: expected a type that is a number, found '%s'. Leave 'type' out."
              .formatted(quantity.type().name().toLowerCase(Locale.ROOT)));
    }
    return new MappingLines(
        SourcePath.parse(written.text("over")),
        MappingRow.needed(field, written, "key", ValueType.TEXT),
        quantity);
  }

  /** Quantities by line; empty where the element does not say what it holds. */
  Optional<ObjectNode> read(JsonNode element) throws Misfit {
    if (over.in(element).isEmpty()) {
      return Optional.empty();
    }
    ObjectNode quantities = JsonNodeFactory.instance.objectNode();
    for (JsonNode part : over.elements(element)) {
      String line = key.read(part).orElseThrow().asText();
      JsonNode more = quantity.read(part).orElseThrow();
      quantities.set(line, quantities.has(line) ? sum(line, quantities.path(line), more) : more);
    }
    return Optional.of(quantities);
  }

  private JsonNode sum(String line, JsonNode one, JsonNode other) throws Misfit {
    String sum = new BigDecimal(one.asText()).add(new BigDecimal(other.asText())).toPlainString();
    try {
      return ValueType.DECIMAL.read(sum);
    } catch (NumberFormatException e) {
      throw new Misfit(
          quantity.field(), quantity.source(), "a sum that can be kept", sum + " of " + line, e);
    }
  }

  List<MappingRow> rows() {
    return List.of(key, quantity);
  }

  Stream<SourcePath> paths() {
    return rows().stream().flatMap(MappingRow::paths).map(path -> path.within(over));
  }
}
