package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one connection has billed of an order and what it credited of that again.
 *
 * @param billing its facet {@code billing}
 */
public record Invoices(ObjectNode billing) {

  /** The number that people read on the invoice; its name where it has none. */
  public String number(String name) {
    return invoice(name).path("number").asText(name);
  }

  /** The invoice is there, and the buyer is still to pay some of it. */
  public boolean stands(String name) {
    return has(name) && !credited(name);
  }

  public boolean has(String name) {
    return !invoice(name).isMissingNode();
  }

  /** All the goods, or all the money: who credits goods may keep what was asked for shipping. */
  private boolean credited(String name) {
    var lines = new TreeMap<String, BigDecimal>();
    var total = BigDecimal.ZERO;
    for (var credit : billing.path("credits")) {
      if (credit.path("invoice").asText().equals(name)) {
        quantities(credit).forEach((line, much) -> lines.merge(line, much, BigDecimal::add));
        total = total.add(number(credit.path("total")));
      }
    }
    var billed = quantities(invoice(name));
    var goods =
        !billed.isEmpty()
            && billed.entrySet().stream()
                .allMatch(line ->
                    lines.getOrDefault(line.getKey(), BigDecimal.ZERO).compareTo(line.getValue())
                        >= 0);
    return goods
        || (total.signum() > 0 && total.compareTo(number(invoice(name).path("total"))) >= 0);
  }

  private JsonNode invoice(String name) {
    return billing.path("invoices").path(name);
  }

  private static Map<String, BigDecimal> quantities(JsonNode document) {
    var quantities = new TreeMap<String, BigDecimal>();
    document
        .path("lines")
        .properties()
        .forEach(line -> quantities.put(line.getKey(), number(line.getValue())));
    return quantities;
  }

  private static BigDecimal number(JsonNode decimal) {
    return new BigDecimal(decimal.asText("0"));
  }
}
