package io.plumbline.connectors.netsuite;

import static io.plumbline.connectors.netsuite.BookedShipments.children;
import static io.plumbline.connectors.netsuite.BookedShipments.madeByAnother;
import static io.plumbline.connectors.netsuite.BookedShipments.taken;
import static io.plumbline.connectors.netsuite.BookedShipments.tracking;

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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is still to be made from a sales order: one step for each deposit, shipment and invoice that
 * it lacks, under our name of it, so that a second call makes no second one. Pure.
 */
record NetSuiteChildPlan(NetSuiteTerms terms) {

  private static final String BOOK_SHIPMENT = "book shipment";

  private static final String BOOK_INVOICE = "book invoice";

  private static final String TAKE_BACK = "take back shipment";

  static boolean wanted(Content content) {
    return !children(content, "fulfilment", "shipments").isEmpty()
        || !children(content, "billing", "deposits").isEmpty()
        || !children(content, "billing", "invoices").isEmpty();
  }

  /** Whether the order has every line that what is wanted of it takes. */
  static boolean knowsLines(Desired desired, Reading order) {
    return Stream.of(
            children(desired.content(), "fulfilment", "shipments"),
            children(desired.content(), "billing", "invoices"))
        .flatMap(children -> children.properties().stream())
        .allMatch(child -> unknownLines(order, child).isEmpty());
  }

  /** The references of the steps that change how much of the order has shipped. */
  static Set<String> moving(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.name().equals(BOOK_SHIPMENT) || step.name().equals(TAKE_BACK))
        .map(Step::reference)
        .collect(Collectors.toSet());
  }

  /**
   * What may be refused comes last and keeps nothing back but what needs it: a shipment that only
   * fits once another one is taken back, and the invoice of a shipment.
   */
  List<Step> plan(Desired desired, Reading order) {
    var content = desired.content();
    var booked = new BookedShipments(content, order.content());
    var goingBack = booked.goingBack();
    var now = new ArrayList<>(deposits(desired, order));
    var behind = new ArrayList<Step>();
    shipments(booked, order, goingBack, now, behind);
    var later = moving(behind);
    for (var invoice : invoices(content, order)) {
      (invoice.lacks(later) ? behind : now).add(invoice);
    }
    goingBack.forEach(shipment -> now.add(takenBack(order, shipment).needing(Set.of())));
    now.addAll(behind);
    return now;
  }

  private List<Step> deposits(Desired desired, Reading order) {
    var made = children(order.content(), "billing", "deposits");
    return children(desired.content(), "billing", "deposits").properties().stream()
        .filter(deposit -> !says(deposit, made))
        .map(deposit -> deposit(order, deposit, desired.content()).needing(Set.of()))
        .toList();
  }

  private void shipments(
      BookedShipments booked,
      Reading order,
      List<String> goingBack,
      List<Step> now,
      List<Step> behind) {
    var made = children(order.content(), "fulfilment", "shipments");
    var left = booked.left();
    for (var shipment : children(booked.wanted(), "fulfilment", "shipments").properties()) {
      if (made.path(shipment.getKey()) instanceof ObjectNode known) {
        if (!tracking(known).equals(tracking(shipment.getValue()))) {
          now.add(corrected(order, shipment).needing(Set.of()));
        }
      } else if (!madeByAnother(shipment.getValue(), made)) {
        var step = possible(BOOK_SHIPMENT, shipment, () -> shipment(order, shipment));
        if (taken(shipment.getValue(), left)) {
          now.add(step.needing(Set.of()));
        } else {
          behind.add(step.needing(booked.sharing(shipment.getValue(), goingBack)));
        }
      }
    }
  }

  /** Each needs the shipment whose name it has. */
  private static List<Step> invoices(Content content, Reading order) {
    var made = children(order.content(), "billing", "invoices");
    return children(content, "billing", "invoices").properties().stream()
        .filter(invoice -> !made.has(invoice.getKey()))
        .map(invoice ->
            possible(BOOK_INVOICE, invoice, () -> invoice(order, invoice))
                .needing(
                    ChildReference.of(invoice.getKey())
                        .map(ours -> Set.of(ours.as(ChildKind.SHIPMENT)))
                        .orElse(Set.of())))
        .toList();
  }

  /** What one child lacks keeps none of the others back. */
  private static Step possible(
      String name, Map.Entry<String, JsonNode> child, Supplier<Step> planned) {
    try {
      return planned.get();
    } catch (CallFailed lacking) {
      return Step.impossible(name, child.getKey(), lacking);
    }
  }

  private static boolean says(Map.Entry<String, JsonNode> deposit, JsonNode made) {
    var known = made.path(deposit.getKey()).path("amount");
    return known.isTextual() && amount(known).compareTo(amount(deposit.getValue())) == 0;
  }

  private static BigDecimal amount(JsonNode amount) {
    return new BigDecimal((amount.isObject() ? amount.path("amount") : amount).asText("0"));
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
    return step(BOOK_SHIPMENT, order, wanted.getKey(), "POST", path, body, sent);
  }

  /** The books never had it: a fulfilment of nothing is deleted, which frees its quantities. */
  private static Step takenBack(Reading order, String shipment) {
    // One that is gone has no status.
    var sent = Json.object().put("fulfilment.shipments[" + shipment + "].status", "");
    var path = "itemFulfillment/" + NetSuiteApi.externalId(shipment);
    return step(TAKE_BACK, order, shipment, "DELETE", path, Json.object(), sent);
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
    return step(BOOK_INVOICE, order, wanted.getKey(), "POST", path, body, sent);
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
