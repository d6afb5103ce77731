package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.netsuite.SalesOrderBody.HeaderField;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Reading;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What has to be written so that the sales order says what it ought to. Pure. */
record NetSuitePlan(NetSuiteTerms terms, SalesOrderBody bodies, NetSuiteChildPlan children) {

  private static final String CANCELLED = "cancelled";

  List<Step> plan(Desired desired, Optional<Reading> known) {
    var wanted = SalesOrderBody.commercial(desired.content());
    var current = known.filter(reading -> !reading.deleted());
    if (wanted.path("status").asText("").equals(CANCELLED)) {
      return current.map(order -> calledOff(desired, order)).orElse(List.of());
    }
    if (current.isPresent()) {
      return whole(desired, wanted, current.get());
    }
    // Without it nobody knows what to book: what was made of an order does not make the order.
    return wanted.isEmpty() ? List.of() : List.of(beforeChildren(desired, create(desired, wanted)));
  }

  /** What left is booked first: of a closed line nothing can be. */
  private List<Step> calledOff(Desired desired, Reading order) {
    var first = children.plan(desired, order);
    var moving = NetSuiteChildPlan.moving(first);
    return Stream.concat(
            first.stream(), cancel(desired, order).stream().map(step -> step.needing(moving)))
        .toList();
  }

  private List<Step> whole(Desired desired, JsonNode wanted, Reading order) {
    return Stream.concat(address(desired, order).stream(), rest(desired, wanted, order).stream())
        .toList();
  }

  private List<Step> rest(Desired desired, JsonNode wanted, Reading order) {
    var change = change(desired, wanted, order);
    if (change.filter(NetSuitePlan::touchesLines).isEmpty()) {
      return Stream.concat(change.stream(), children.plan(desired, order).stream()).toList();
    }
    if (!NetSuiteChildPlan.knowsLines(desired, order)) {
      return List.of(change.get().thenPlanAgain());
    }
    // The numbers of lines may change with them: behind the change all of it is planned anew.
    var others = children.plan(desired, order);
    var first = others.isEmpty() ? change.get() : change.get().thenPlanAgain();
    return Stream.concat(Stream.of(first), others.stream()).toList();
  }

  private Optional<Step> address(Desired desired, Reading order) {
    var wanted = desired.content().personal().path("shippingAddress");
    var current = order.content().personal().path("shippingAddress");
    if (!terms.writesAddress() || wanted.isEmpty() || bodies.sameAddress(wanted, current)) {
      return Optional.empty();
    }
    var body = Json.object();
    bodies.address(body, desired.content().personal());
    // An address is not published. Under a name that no reading has, the write never shows by
    // itself, so that one of unknown outcome is sent once more: it says the same again.
    var sent = Json.object().put("commercial.shippingAddress", "changed");
    var path = "salesOrder/" + order.externalId();
    return Optional.of(step("change address", desired, "PATCH", path, body, sent));
  }

  /** Only the record itself tells the numbers that its lines got. */
  private static Step beforeChildren(Desired desired, Step step) {
    return NetSuiteChildPlan.wanted(desired.content()) ? step.thenPlanAgain() : step;
  }

  private static boolean touchesLines(Step step) {
    return step.call().path("body").has("item");
  }

  private Step create(Desired desired, JsonNode wanted) {
    var sent = Json.object();
    for (var field : HeaderField.values()) {
      note(sent, field.canonical(), wanted);
    }
    SalesOrderLines.note(sent, wanted.path("lines"));
    // Replacing the lines makes a second upsert of the same order harmless.
    var path = "salesOrder/" + NetSuiteApi.externalId(desired.reference()) + "?replace=item";
    return step("upsert sales order", desired, "PUT", path, bodies.whole(desired.content()), sent);
  }

  private Optional<Step> change(Desired desired, JsonNode wanted, Reading order) {
    var current = SalesOrderBody.commercial(order.content());
    var body = Json.object();
    var sent = Json.object();
    for (var field : differing(wanted, current)) {
      bodies.header(body, field, wanted.path(field.canonical()).asText());
      note(sent, field.canonical(), wanted);
    }
    var path = "salesOrder/" + order.externalId();
    if (wanted.has("lines")
        && SalesOrderLines.differ(wanted.path("lines"), current.path("lines"))) {
      SalesOrderLines.note(sent, wanted.path("lines"));
      if (nothingShipped(order)) {
        bodies.lines(body, wanted);
        path += "?replace=item";
      } else {
        bodies.mergedLines(body, wanted, current.path("lines"));
      }
    }
    return body.isEmpty()
        ? Optional.empty()
        : Optional.of(
            step("change sales order", desired, "PATCH", path, body, sent).needing(Set.of()));
  }

  /** A tax that the account computes by itself is not ours to compare. */
  private List<HeaderField> differing(JsonNode wanted, JsonNode current) {
    return Arrays.stream(HeaderField.values())
        .filter(field -> field != HeaderField.TAX || terms.writesTax())
        .filter(field -> field.differs(wanted, current))
        .toList();
  }

  private List<Step> cancel(Desired desired, Reading order) {
    var current = SalesOrderBody.commercial(order.content());
    var status = current.path("status").asText("");
    var shipped = NetSuiteChildPlan.wanted(desired.content()) || !nothingShipped(order);
    if (status.equals(CANCELLED) || (shipped && status.equals("closed"))) {
      return List.of();
    }
    var body = Json.object();
    if (terms.cancelsByStatus() && !shipped) {
      body.putObject("orderStatus").put("id", "C");
    } else {
      var items = body.putObject("item").putArray("items");
      unshipped(desired, order)
          .forEach(line -> items.addObject().put("line", lineNumber(line)).put("isClosed", true));
      if (items.isEmpty()) {
        return List.of();
      }
    }
    var sent = Json.object().put("commercial.status", CANCELLED);
    return List.of(
        step(
            "cancel sales order",
            desired,
            "PATCH",
            "salesOrder/" + order.externalId(),
            body,
            sent));
  }

  /** What has left stays open to be billed: closed is what has to follow no more. */
  private static List<String> unshipped(Desired desired, Reading order) {
    var shipped = new BookedShipments(desired.content(), order.content()).inTheEnd();
    return SalesOrderBody.commercial(order.content()).path("lines").properties().stream()
        .filter(line -> {
          var left = shipped.getOrDefault(NetSuiteChildPlan.name(line), BigDecimal.ZERO);
          return new BigDecimal(line.getValue().path("quantity").asText("0")).compareTo(left) > 0;
        })
        .map(Map.Entry::getKey)
        .toList();
  }

  /** NetSuite cancels what has not begun to ship; of the rest only the lines can be closed. */
  private static boolean nothingShipped(Reading order) {
    var fulfilment = order.content().facets().get("fulfilment");
    return fulfilment == null
        || fulfilment.path("status").asText("unfulfilled").equals("unfulfilled");
  }

  private static int lineNumber(String line) {
    return Integer.parseInt(line);
  }

  private static Step step(
      String name, Desired desired, String method, String path, ObjectNode body, ObjectNode sent) {
    var call = Json.object().put("method", method).put("path", path);
    call.set("body", body);
    return new Step(name, desired.reference(), call, sent);
  }

  private static void note(ObjectNode sent, String field, JsonNode wanted) {
    if (wanted.has(field)) {
      sent.set("commercial." + field, wanted.get(field));
    }
  }
}
