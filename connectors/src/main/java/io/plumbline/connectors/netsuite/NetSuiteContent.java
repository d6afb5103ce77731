package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.record.IsoCurrency;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/**
 * Finishes what mapping rows cannot say of a sales order.
 *
 * @param zone where a transaction's date begins
 * @param currencies ISO codes by internal id
 * @param closingCancels whether orders are called off here by closing their lines
 * @param children finishes what was made from the order
 */
record NetSuiteContent(
    ZoneId zone,
    Map<String, String> currencies,
    boolean closingCancels,
    NetSuiteChildContent children) {

  NetSuiteContent {
    currencies = Map.copyOf(currencies);
  }

  Content finished(Content read, ObjectNode payload) throws Unusable {
    var facets = new HashMap<>(read.facets());
    var commercial = read.facets().get("commercial");
    if (commercial != null) {
      var finished = commercial.deepCopy();
      currency(finished, payload);
      placedAt(finished, payload);
      callOff(finished, payload);
      facets.put("commercial", finished);
    }
    var told = facets.get("fulfilment");
    if (told != null && closed(payload)) {
      var status = shipped(payload.path("item").path("items"));
      facets.put("fulfilment", told.deepCopy().put("status", status));
    }
    children.finish(facets, payload);
    return Content.of(facets, read.personal());
  }

  private void currency(ObjectNode commercial, ObjectNode payload) throws Unusable {
    var id = payload.path("currency").path("id").asText("");
    var code = currencies.get(id);
    if (code != null) {
      commercial.put("currency", code);
      return;
    }
    var name = commercial.path("currency").asText("");
    if (!name.isEmpty() && IsoCurrency.of(name).isEmpty()) {
      throw new Unusable(
          "currency: expected an ISO code or a known id, found '%s' with the id %s; name its code in the connection's settings: currency.<CODE>=%s."
              .formatted(name, id, id));
    }
  }

  /** NetSuite dates a transaction and knows no hour. */
  private void placedAt(ObjectNode commercial, ObjectNode payload) {
    try {
      var date = LocalDate.parse(payload.path("tranDate").asText(""));
      var placedAt = Times.kept(date.atStartOfDay(zone).toInstant());
      commercial.put("placedAt", placedAt.toString());
    } catch (DateTimeException e) {
      // Without a readable date the record does not hold the field.
      commercial.remove("placedAt");
    }
  }

  /**
   * An order called off by closing its lines is then closed to NetSuite, as is one that was served
   * and tidied away; the one that never shipped was called off. In an order that goes on, of a
   * closed line no more is wanted than has shipped.
   */
  private void callOff(ObjectNode commercial, ObjectNode payload) {
    var items = payload.path("item").path("items");
    var status = commercial.path("status").asText();
    if (closingCancels && status.equals("closed") && !anyShipped(items)) {
      commercial.put("status", "cancelled");
    }
    if (!status.equals("open") || !(commercial.path("lines") instanceof ObjectNode lines)) {
      return;
    }
    for (var item : items) {
      if (item.path("isClosed").asBoolean()) {
        close(lines, item.path("line").asText(), fulfilled(item));
      }
    }
  }

  private static void close(ObjectNode lines, String line, BigDecimal shipped) {
    if (shipped.signum() == 0) {
      lines.remove(line);
    } else if (lines.path(line) instanceof ObjectNode kept
        && new BigDecimal(kept.path("quantity").asText("0")).compareTo(shipped) > 0) {
      kept.put("quantity", shipped.stripTrailingZeros().toPlainString());
    }
  }

  private static boolean closed(ObjectNode payload) {
    return payload.path("orderStatus").path("id").asText("").equals("H");
  }

  /** That an order is closed says nothing of how much of it had left before. */
  private static String shipped(JsonNode items) {
    if (!anyShipped(items)) {
      return "unfulfilled";
    }
    for (var item : items) {
      if (fulfilled(item).compareTo(item.path("quantity").decimalValue()) < 0) {
        return "partial";
      }
    }
    return "fulfilled";
  }

  private static boolean anyShipped(JsonNode items) {
    for (var item : items) {
      if (fulfilled(item).signum() > 0) {
        return true;
      }
    }
    return false;
  }

  private static BigDecimal fulfilled(JsonNode item) {
    return item.path("quantityFulfilled").isNumber()
        ? item.path("quantityFulfilled").decimalValue()
        : BigDecimal.ZERO;
  }
}
