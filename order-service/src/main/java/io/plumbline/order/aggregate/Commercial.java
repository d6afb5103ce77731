package io.plumbline.order.aggregate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;

/** What was bought and for how much, as one record says it: the facet {@code commercial}. */
public record Commercial(ObjectNode fields) {

  /** One position of an order. */
  public record Line(String id, Optional<String> sku, Optional<BigDecimal> quantity) {}

  public Optional<String> status() {
    return text("status");
  }

  public Optional<String> channel() {
    return text("channel");
  }

  public Optional<String> number() {
    return text("number");
  }

  /** What is booked: the shop's money, never what the buyer's card was charged in. */
  public Optional<BigMoney> total() {
    return money("total", "currency");
  }

  /** What the buyer saw, where the storefront sells in other currencies than its own. */
  public Optional<BigMoney> presentmentTotal() {
    return money("presentmentTotal", "presentmentCurrency");
  }

  public Optional<Instant> placedAt() {
    return text("placedAt").map(Instant::parse);
  }

  /** The lines by their ids, in the record's order. */
  public Map<String, Line> lines() {
    var lines = new LinkedHashMap<String, Line>();
    fields
        .path("lines")
        .properties()
        .forEach(entry -> lines.put(entry.getKey(), line(entry.getKey(), entry.getValue())));
    return Collections.unmodifiableMap(lines);
  }

  boolean cancelled() {
    return status().filter("cancelled"::equals).isPresent();
  }

  boolean closed() {
    return status().filter("closed"::equals).isPresent();
  }

  private static Line line(String id, JsonNode line) {
    return new Line(id, text(line, "sku"), text(line, "quantity").map(BigDecimal::new));
  }

  /**
   * Empty too where the record names a currency that is none; the facet still says what it said.
   */
  private Optional<BigMoney> money(String amount, String currency) {
    return text(amount)
        .flatMap(value ->
            text(currency)
                .flatMap(Commercial::unit)
                .map(unit -> BigMoney.of(unit, new BigDecimal(value))));
  }

  private static Optional<CurrencyUnit> unit(String code) {
    try {
      return Optional.of(CurrencyUnit.of(code));
    } catch (IllegalCurrencyException e) {
      return Optional.empty();
    }
  }

  private Optional<String> text(String field) {
    return text(fields, field);
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank());
  }
}
