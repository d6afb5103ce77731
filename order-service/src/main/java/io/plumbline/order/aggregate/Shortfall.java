package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/**
 * A line of which a warehouse has shipped less than it was asked to, and ships no more.
 *
 * @param line its id where it was sold
 */
record Shortfall(String line, BigDecimal asked, BigDecimal shipped) {

  /** Those of one warehouse's record; none where it does not tell of lines. */
  static List<Shortfall> in(ObjectNode commercial, ObjectNode fulfilment) {
    return fulfilment.path("lines").properties().stream()
        .filter(line -> line.getValue().has("shipped"))
        .flatMap(line ->
            of(
                line.getKey(),
                commercial.path("lines").path(line.getKey()),
                line.getValue().path("shipped")))
        .toList();
  }

  private static Stream<Shortfall> of(String line, JsonNode asked, JsonNode shipped) {
    if (!asked.has("quantity")) {
      return Stream.empty();
    }
    var here = new Shortfall(line, number(asked.path("quantity")), number(shipped));
    return here.shipped().compareTo(here.asked()) < 0 ? Stream.of(here) : Stream.empty();
  }

  private static BigDecimal number(JsonNode decimal) {
    return new BigDecimal(decimal.asText());
  }
}
