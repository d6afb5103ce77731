package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.observation.Content;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The shipments that an order shows beside those it is to show. Pure.
 *
 * @param wanted what ought to be booked, and under {@code voided} what ought not to be any more
 * @param made the order as it is
 */
record BookedShipments(Content wanted, Content made) {

  /** Children of a content by their names. */
  static JsonNode children(Content content, String facet, String children) {
    var fields = content.facets().get(facet);
    return fields == null ? Json.object() : fields.path(children);
  }

  /**
   * What has to go again. An invoice counts on its shipment: what is billed stays until a person
   * has seen to a credit, and asking for it would be refused.
   */
  List<String> goingBack() {
    var shown = children(made, "fulfilment", "shipments");
    return children(wanted, "fulfilment", "voided").properties().stream()
        .map(Map.Entry::getKey)
        .filter(shown::has)
        .filter(shipment -> !billed(shipment))
        .toList();
  }

  private boolean billed(String shipment) {
    var invoices = children(made, "billing", "invoices");
    return ChildReference.of(shipment)
        .map(ours -> ours.as(ChildKind.INVOICE))
        .filter(invoices::has)
        .isPresent();
  }

  /** What is booked as shipped of each line once the plan is done. */
  Map<String, BigDecimal> inTheEnd() {
    var staying = staying();
    var shipped = new TreeMap<String, BigDecimal>();
    staying.forEach(shipment -> count(shipped, shipment));
    children(wanted, "fulfilment", "shipments").properties().stream()
        .filter(shipment -> !staying.has(shipment.getKey()))
        .filter(shipment -> !madeByAnother(shipment.getValue(), staying))
        .forEach(shipment -> count(shipped, shipment.getValue()));
    return shipped;
  }

  private ObjectNode staying() {
    var gone = goingBack();
    var staying = Json.object();
    children(made, "fulfilment", "shipments").properties().stream()
        .filter(shipment -> !gone.contains(shipment.getKey()))
        .forEach(shipment -> staying.set(shipment.getKey(), shipment.getValue()));
    return staying;
  }

  /** What of each line no shipment has yet. */
  Map<String, BigDecimal> left() {
    var left = new TreeMap<String, BigDecimal>();
    SalesOrderBody.commercial(made)
        .path("lines")
        .properties()
        .forEach(line ->
            left.merge(
                NetSuiteChildPlan.name(line),
                new BigDecimal(line.getValue().path("quantity").asText("0")),
                BigDecimal::add));
    var shipped = new TreeMap<String, BigDecimal>();
    children(made, "fulfilment", "shipments").forEach(shipment -> count(shipped, shipment));
    shipped.forEach(
        (line, quantity) -> left.computeIfPresent(line, (_, all) -> all.subtract(quantity)));
    return left;
  }

  /** Takes it of what is left, if all of it is there. */
  static boolean taken(JsonNode shipment, Map<String, BigDecimal> left) {
    var rest = new TreeMap<String, BigDecimal>();
    shipment
        .path("lines")
        .properties()
        .forEach(line ->
            rest.put(
                line.getKey(),
                left.getOrDefault(line.getKey(), BigDecimal.ZERO)
                    .subtract(new BigDecimal(line.getValue().asText("0")))));
    if (rest.values().stream().anyMatch(quantity -> quantity.signum() < 0)) {
      return false;
    }
    left.putAll(rest);
    return true;
  }

  /** Those that hold something of the same lines. */
  Set<String> sharing(JsonNode shipment, List<String> shipments) {
    var lines = new TreeSet<String>();
    shipment.path("lines").fieldNames().forEachRemaining(lines::add);
    var sharing = new TreeSet<String>();
    for (var each : shipments) {
      var there = children(made, "fulfilment", "shipments").path(each).path("lines");
      if (lines.stream().anyMatch(there::has)) {
        sharing.add(each);
      }
    }
    return sharing;
  }

  /** A parcel has one number, whoever booked it. */
  static boolean madeByAnother(JsonNode shipment, JsonNode made) {
    var numbers = tracking(shipment);
    for (var known : made) {
      if (!numbers.isEmpty() && !known.has("reference") && tracking(known).equals(numbers)) {
        return true;
      }
    }
    return false;
  }

  static Set<String> tracking(JsonNode shipment) {
    var numbers = new TreeSet<String>();
    shipment.path("packages").forEach(parcel -> numbers.add(parcel.path("tracking").asText("")));
    numbers.add(shipment.path("tracking").asText(""));
    numbers.remove("");
    return numbers;
  }

  private static void count(Map<String, BigDecimal> shipped, JsonNode shipment) {
    shipment
        .path("lines")
        .properties()
        .forEach(line ->
            shipped.merge(
                line.getKey(), new BigDecimal(line.getValue().asText("0")), BigDecimal::add));
  }
}
