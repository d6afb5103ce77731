package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Times;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Finishes what mapping rows cannot say of fulfilments and invoices. */
record NetSuiteChildContent(NetSuiteTerms terms) {

  void finish(Map<String, ObjectNode> facets, ObjectNode payload) throws Unusable {
    var children = payload.path(NetSuiteFamilies.CHILDREN);
    if (children.isMissingNode()) {
      without(facets, "fulfilment", "shipments");
    } else {
      var lines = references(payload);
      shipments(facets, children.path(ChildKind.SHIPMENT.record()), lines);
      var invoices = children.path(ChildKind.INVOICE.record());
      invoices(facets, invoices, lines);
      credits(facets, children.path(ChildKind.CREDIT.record()), invoices, lines);
    }
    without(facets, "billing", "invoices");
    without(facets, "billing", "credits");
    without(facets, "billing", "deposits");
  }

  /** Rows over a list leave an empty object where there is none: it would say too much. */
  private static void without(Map<String, ObjectNode> facets, String name, String empty) {
    var facet = facets.get(name);
    if (facet != null && facet.path(empty).isEmpty()) {
      var left = facet.deepCopy();
      left.remove(empty);
      facets.put(name, left);
      facets.values().removeIf(ObjectNode::isEmpty);
    }
  }

  /** That nothing has shipped is told, too: this system holds shipments. */
  private void shipments(
      Map<String, ObjectNode> facets, JsonNode fulfillments, Map<String, String> lines)
      throws Unusable {
    var facet = facets.get("fulfilment");
    var fulfilment = facet == null ? Json.object() : facet.deepCopy();
    var shipments = fulfilment.withObjectProperty("shipments");
    for (var made : fulfillments) {
      var key = made.path(NetSuiteFamilies.KEY).asText();
      if (!made.path("shipStatus").path("id").asText("").equals(terms.shipStatus())) {
        shipments.remove(key); // still on its way through the warehouse
      } else if (shipments.path(key) instanceof ObjectNode shipment) {
        shipment.set("lines", quantities(made, lines));
        warehouse(shipment, made);
        shippedAt(shipment, made);
        packages(shipment, made.path("package").path("items"));
      }
    }
    facets.put("fulfilment", fulfilment);
  }

  private static void invoices(
      Map<String, ObjectNode> facets, JsonNode invoices, Map<String, String> lines)
      throws Unusable {
    for (var made : invoices) {
      var quantities = quantities(made, lines);
      bill(facets, "invoices", made, invoice -> invoice.set("lines", quantities));
    }
  }

  /** A credit memo names its invoice and the lines of that, by their numbers there. */
  private static void credits(
      Map<String, ObjectNode> facets,
      JsonNode credits,
      JsonNode invoices,
      Map<String, String> lines)
      throws Unusable {
    for (var made : credits) {
      var source = made.path("createdFrom").path("id").asText();
      for (var invoice : invoices) {
        if (invoice.path("id").asText().equals(source)) {
          var quantities = quantities(made, ofInvoice(invoice, lines));
          bill(
              facets,
              "credits",
              made,
              credit ->
                  credit
                      .put("invoice", invoice.path(NetSuiteFamilies.KEY).asText())
                      .set("lines", quantities));
        }
      }
    }
  }

  private static void bill(
      Map<String, ObjectNode> facets, String into, JsonNode made, Consumer<ObjectNode> what) {
    var facet = facets.get("billing");
    if (facet == null) {
      return;
    }
    var billing = facet.deepCopy();
    if (billing.path(into).path(made.path(NetSuiteFamilies.KEY).asText())
        instanceof ObjectNode child) {
      what.accept(child);
      facets.put("billing", billing);
    }
  }

  /** Our name of each line of an invoice, by its number there. */
  private static Map<String, String> ofInvoice(JsonNode invoice, Map<String, String> lines) {
    var references = new HashMap<String, String>();
    for (var item : invoice.path("item").path("items")) {
      var ordered = item.path("orderLine").asText();
      references.put(item.path("line").asText(ordered), lines.getOrDefault(ordered, ordered));
    }
    return references;
  }

  /** Our name of each line of the order, by its number. */
  private Map<String, String> references(ObjectNode order) {
    var references = new HashMap<String, String>();
    for (var item : order.path("item").path("items")) {
      var number = item.path("line").asText();
      var reference = item.path(terms.lineReference()).asText("");
      references.put(number, reference.isEmpty() ? number : reference);
    }
    return references;
  }

  private static ObjectNode quantities(JsonNode made, Map<String, String> lines) throws Unusable {
    var quantities = Json.object();
    for (var item : made.path("item").path("items")) {
      var number = item.path("orderLine").asText();
      var line = lines.getOrDefault(number, number);
      var quantity = Json.decimal("children[].item.items[].quantity", item.path("quantity"));
      if (quantity.signum() > 0) {
        var already = new BigDecimal(quantities.path(line).asText("0"));
        quantities.put(line, already.add(quantity).stripTrailingZeros().toPlainString());
      }
    }
    return quantities;
  }

  private void warehouse(ObjectNode shipment, JsonNode made) {
    var location = made.path("item").path("items").path(0).path("location").path("id").asText("");
    if (!location.isEmpty()) {
      shipment.put("warehouse", terms.warehouse(location));
    }
  }

  /** NetSuite dates a shipment and knows no hour. */
  private void shippedAt(ObjectNode shipment, JsonNode made) {
    var date = made.path("shippedDate").asText(made.path("tranDate").asText(""));
    try {
      var at = Times.kept(LocalDate.parse(date).atStartOfDay(terms.zone()).toInstant());
      shipment.put("shippedAt", at.toString());
    } catch (DateTimeException e) {
      shipment.remove("shippedAt"); // without a readable date the record does not hold the field
    }
  }

  private static void packages(ObjectNode shipment, JsonNode parcels) {
    if (parcels.size() < 2) {
      return;
    }
    var packages = shipment.putObject("packages");
    for (var parcel : parcels) {
      packages
          .putObject(String.valueOf(packages.size() + 1))
          .put("tracking", parcel.path("packageTrackingNumber").asText(""));
    }
  }
}
