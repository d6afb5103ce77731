package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is still to be made from a sales order: one step for each deposit, shipment and invoice that
 * it lacks, under our name of it, so that a second call makes no second one. Pure.
 */
record NetSuiteChildPlan(NetSuiteTerms terms) {

  static boolean wanted(Content content) {
    return !wanted(content, "fulfilment", "shipments").isEmpty()
        || !wanted(content, "billing", "deposits").isEmpty()
        || !wanted(content, "billing", "invoices").isEmpty();
  }

  /** Whether the order has every line that what is wanted of it takes. */
  static boolean knowsLines(Desired desired, Reading order) {
    return Stream.of(
            wanted(desired.content(), "fulfilment", "shipments"),
            wanted(desired.content(), "billing", "invoices"))
        .flatMap(children -> children.properties().stream())
        .allMatch(child -> unknownLines(order, child).isEmpty());
  }

  List<Step> plan(Desired desired, Reading order) {
    var steps = new ArrayList<Step>();
    var content = desired.content();
    var made = order.content();
    wanted(content, "billing", "deposits").properties().stream()
        .filter(deposit -> !says(deposit, wanted(made, "billing", "deposits")))
        .forEach(deposit -> steps.add(deposit(order, deposit, content)));
    var shipments = wanted(made, "fulfilment", "shipments");
    wanted(content, "fulfilment", "voided").properties().stream()
        .filter(voided -> shipments.has(voided.getKey()))
        .forEach(voided -> steps.add(takenBack(order, voided.getKey())));
    for (var shipment : wanted(content, "fulfilment", "shipments").properties()) {
      if (shipments.path(shipment.getKey()) instanceof ObjectNode known) {
        if (!tracking(known).equals(tracking(shipment.getValue()))) {
          steps.add(corrected(order, shipment));
        }
      } else if (!anotherMadeIt(shipment.getValue(), shipments)) {
        steps.add(shipment(order, shipment));
      }
    }
    wanted(content, "billing", "invoices").properties().stream()
        .filter(invoice -> !wanted(made, "billing", "invoices").has(invoice.getKey()))
        .forEach(invoice -> steps.add(invoice(order, invoice)));
    return steps;
  }

  private static JsonNode wanted(Content content, String facet, String children) {
    var fields = content.facets().get(facet);
    return fields == null ? Json.object() : fields.path(children);
  }

  private static boolean says(Map.Entry<String, JsonNode> deposit, JsonNode made) {
    var known = made.path(deposit.getKey()).path("amount");
    return known.isTextual() && amount(known).compareTo(amount(deposit.getValue())) == 0;
  }

  private static BigDecimal amount(JsonNode amount) {
    return new BigDecimal((amount.isObject() ? amount.path("amount") : amount).asText("0"));
  }

  /** A parcel has one number, whoever booked it. */
  private static boolean anotherMadeIt(JsonNode shipment, JsonNode made) {
    var numbers = tracking(shipment);
    for (var known : made) {
      if (!numbers.isEmpty() && !known.has("reference") && tracking(known).equals(numbers)) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> tracking(JsonNode shipment) {
    var numbers = new TreeSet<String>();
    shipment.path("packages").forEach(parcel -> numbers.add(parcel.path("tracking").asText("")));
    numbers.add(shipment.path("tracking").asText(""));
    numbers.remove("");
    return numbers;
  }

  private Step shipment(Reading order, Map.Entry<String, JsonNode> wanted) {
    var shipment = wanted.getValue();
    var body = Json.object().put("externalId", wanted.getKey());
    body.putObject("shipStatus").put("id", terms.shipStatus());
    if (terms.datesShipments() && shipment.has("shippedAt")) {
      var at = Instant.parse(shipment.path("shippedAt").asText());
      body.put("tranDate", at.atZone(terms.zone()).toLocalDate().toString());
    }
    var location = terms.locationOf(shipment.path("warehouse").asText(""));
    var items = body.putObject("item").putArray("items");
    quantities(order, wanted)
        .forEach((line, quantity) -> {
          var item =
              items.addObject().put("orderLine", line).put("itemreceive", quantity.signum() > 0);
          if (quantity.signum() > 0) {
            item.set("quantity", Json.number(quantity.toPlainString()));
            location.ifPresent(id -> item.putObject("location").put("id", id));
          }
        });
    parcels(body, shipment);
    var sent = Json.object();
    noteTracking(sent, wanted);
    noteLines(sent, "fulfilment.shipments", wanted);
    var path = "salesOrder/" + order.externalId() + "/!transform/itemFulfillment";
    return step("book shipment", order, wanted.getKey(), "POST", path, body, sent);
  }

  /** The books never had it: a fulfilment of nothing is deleted, which frees its quantities. */
  private static Step takenBack(Reading order, String shipment) {
    // One that is gone has no status.
    var sent = Json.object().put("fulfilment.shipments[" + shipment + "].status", "");
    var path = "itemFulfillment/" + NetSuiteApi.externalId(shipment);
    return step("take back shipment", order, shipment, "DELETE", path, Json.object(), sent);
  }

  private static Step corrected(Reading order, Map.Entry<String, JsonNode> wanted) {
    var body = Json.object();
    parcels(body, wanted.getValue());
    var sent = Json.object();
    noteTracking(sent, wanted);
    var path = "itemFulfillment/" + NetSuiteApi.externalId(wanted.getKey()) + "?replace=package";
    return step("correct tracking", order, wanted.getKey(), "PATCH", path, body, sent);
  }

  private static void parcels(ObjectNode body, JsonNode shipment) {
    var numbers = tracking(shipment);
    var first = shipment.path("tracking").asText("");
    if (numbers.isEmpty()) {
      return;
    }
    var parcels = body.putObject("package").putArray("items");
    if (numbers.remove(first)) {
      parcels.addObject().put("packageTrackingNumber", first);
    }
    numbers.forEach(number -> parcels.addObject().put("packageTrackingNumber", number));
  }

  private Step deposit(Reading order, Map.Entry<String, JsonNode> wanted, Content content) {
    var amount = wanted.getValue().path("amount").asText("0");
    var body = Json.object();
    body.putObject("salesOrder").put("id", order.externalId());
    if (!content.personal().isEmpty()) {
      body.putObject("customer").put("externalId", terms.customer(SalesOrderBody.country(content)));
    }
    body.set("payment", Json.number(amount));
    var sent = Json.object().put("billing.deposits[" + wanted.getKey() + "].amount", amount);
    var path = "customerDeposit/" + NetSuiteApi.externalId(wanted.getKey());
    return step("book deposit", order, wanted.getKey(), "PUT", path, body, sent);
  }

  private static Step invoice(Reading order, Map.Entry<String, JsonNode> wanted) {
    var body = Json.object().put("externalId", wanted.getKey());
    var items = body.putObject("item").putArray("items");
    quantities(order, wanted)
        .forEach((line, quantity) ->
            items
                .addObject()
                .put("orderLine", line)
                .set("quantity", Json.number(quantity.toPlainString())));
    var sent = Json.object();
    noteLines(sent, "billing.invoices", wanted);
    var path = "salesOrder/" + order.externalId() + "/!transform/invoice";
    return step("book invoice", order, wanted.getKey(), "POST", path, body, sent);
  }

  /** Every line of the order by its number: NetSuite takes whole what is not named. */
  private static Map<Integer, BigDecimal> quantities(
      Reading order, Map.Entry<String, JsonNode> child) {
    var lines = SalesOrderBody.commercial(order.content()).path("lines");
    var unknown = unknownLines(order, child);
    if (!unknown.isEmpty()) {
      throw new CallFailed(
          Kind.REJECTED,
          "%s: expected the lines %s in sales order %s, found none of that name. Correct the order in the ERP, or book it there by hand."
              .formatted(child.getKey(), unknown, order.externalId()));
    }
    var given = new TreeSet<String>();
    var quantities = new TreeMap<Integer, BigDecimal>();
    lines
        .properties()
        .forEach(line -> {
          var quantity = child.getValue().path("lines").path(name(line)).asText("0");
          // Of two lines of one name the first has it.
          quantities.put(
              Integer.parseInt(line.getKey()),
              given.add(name(line)) ? new BigDecimal(quantity) : BigDecimal.ZERO);
        });
    return quantities;
  }

  private static Set<String> unknownLines(Reading order, Map.Entry<String, JsonNode> child) {
    var unknown = new TreeSet<String>();
    child.getValue().path("lines").fieldNames().forEachRemaining(unknown::add);
    var lines = SalesOrderBody.commercial(order.content()).path("lines");
    lines.properties().forEach(line -> unknown.remove(name(line)));
    return unknown;
  }

  /** What is booked as shipped of each line once this plan is done. */
  static Map<String, BigDecimal> shipped(Content content, Content made) {
    var known = staying(content, made);
    var shipped = new TreeMap<String, BigDecimal>();
    known.forEach(shipment -> count(shipped, shipment));
    wanted(content, "fulfilment", "shipments").properties().stream()
        .filter(shipment -> !known.has(shipment.getKey()))
        .filter(shipment -> !anotherMadeIt(shipment.getValue(), known))
        .forEach(shipment -> count(shipped, shipment.getValue()));
    return shipped;
  }

  /** What is booked and is not taken back in the same plan. */
  private static ObjectNode staying(Content content, Content made) {
    var voided = wanted(content, "fulfilment", "voided");
    var staying = Json.object();
    wanted(made, "fulfilment", "shipments").properties().stream()
        .filter(shipment -> !voided.has(shipment.getKey()))
        .forEach(shipment -> staying.set(shipment.getKey(), shipment.getValue()));
    return staying;
  }

  private static void count(Map<String, BigDecimal> shipped, JsonNode shipment) {
    shipment
        .path("lines")
        .properties()
        .forEach(line ->
            shipped.merge(
                line.getKey(), new BigDecimal(line.getValue().asText("0")), BigDecimal::add));
  }

  static String name(Map.Entry<String, JsonNode> line) {
    return line.getValue().path("reference").asText(line.getKey());
  }

  private static void noteTracking(ObjectNode sent, Map.Entry<String, JsonNode> shipment) {
    var tracking = shipment.getValue().path("tracking").asText("");
    if (!tracking.isEmpty()) {
      sent.put("fulfilment.shipments[" + shipment.getKey() + "].tracking", tracking);
    }
  }

  private static void noteLines(
      ObjectNode sent, String children, Map.Entry<String, JsonNode> child) {
    child
        .getValue()
        .path("lines")
        .properties()
        .forEach(line ->
            sent.set(
                "%s[%s].lines[%s]".formatted(children, child.getKey(), line.getKey()),
                line.getValue()));
  }

  private static Step step(
      String name,
      Reading order,
      String reference,
      String method,
      String path,
      ObjectNode body,
      ObjectNode sent) {
    var call = Json.object().put("method", method).put("path", path);
    call.put(NetSuiteConnector.ORDER, order.externalId());
    call.set("body", body);
    return new Step(name, reference, call, sent);
  }
}
