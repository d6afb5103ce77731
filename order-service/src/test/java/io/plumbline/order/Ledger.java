package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the books made from one sales order, by our names and under the lines of the shop.
 *
 * @param record the sales order with its children
 */
record Ledger(JsonNode record) {

  /** What was booked as shipped in one go. */
  record Shipment(String tracking, Map<String, Integer> lines) {}

  /** By number what was booked as shipped. */
  Map<String, Map<String, Integer>> parcels() {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    for (var shipment : shipments().values()) {
      shipment.lines().forEach((line, units) -> add(parcels, shipment.tracking(), line, units));
    }
    return parcels;
  }

  static void add(
      Map<String, Map<String, Integer>> parcels, String tracking, String line, int units) {
    if (units > 0) {
      parcels.computeIfAbsent(tracking, _ -> new TreeMap<>()).merge(line, units, Integer::sum);
    }
  }

  /** By what their names have in common with those of their invoices. */
  Map<String, Shipment> shipments() {
    var shipments = new TreeMap<String, Shipment>();
    children("itemFulfillment")
        .forEach(made ->
            shipments.put(
                shared(made),
                new Shipment(
                    made.at("/package/items/0/packageTrackingNumber").asText(), lines(made))));
    return shipments;
  }

  Map<String, Map<String, Integer>> invoices() {
    var invoices = new TreeMap<String, Map<String, Integer>>();
    children("invoice").forEach(made -> invoices.put(shared(made), lines(made)));
    return invoices;
  }

  int deposits() {
    return children("customerDeposit").size();
  }

  /** Whether what goes by that number is billed. */
  boolean bills(String tracking) {
    return shipments().entrySet().stream()
        .filter(made -> made.getValue().tracking().equals(tracking))
        .anyMatch(made -> invoices().containsKey(made.getKey()));
  }

  /** Names that more than one child of a kind has. */
  List<String> doubled() {
    var seen = new HashSet<String>();
    var doubled = new ArrayList<String>();
    for (var kind : List.of("itemFulfillment", "invoice", "customerDeposit")) {
      for (var made : children(kind)) {
        var name = made.path("externalId").asText();
        if (!seen.add(name)) {
          doubled.add(name);
        }
      }
    }
    return doubled;
  }

  private JsonNode children(String kind) {
    return record.path("children").path(kind);
  }

  private static String shared(JsonNode made) {
    return made.path("externalId").asText().replaceFirst(":(ff|inv):", " ");
  }

  private Map<String, Integer> lines(JsonNode made) {
    var names = new HashMap<String, String>();
    record
        .at("/item/items")
        .forEach(
            line -> names.put(line.path("line").asText(), line.path("custcol_ext_line").asText()));
    var lines = new TreeMap<String, Integer>();
    for (var item : made.at("/item/items")) {
      var units = new BigDecimal(item.path("quantity").asText("0")).intValue();
      if (units > 0) {
        lines.merge(names.getOrDefault(item.path("orderLine").asText(), "?"), units, Integer::sum);
      }
    }
    return lines;
  }
}
