package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whether three systems say the same of an order, as far as each has to; where one does not, a
 * person has to be told why.
 */
record Accord(Placed order, JsonNode shop, JsonNode hall, JsonNode books, Excuses excuses) {

  /** Rules of ours that say why a system cannot follow. */
  private static final Set<String> OF_LINES =
      Set.of("short-shipped", "shipped-beyond-order", "cancelled-after-shipping");

  /**
   * What is told to people.
   *
   * @param letters connections that could not be brought to what is wanted
   * @param codes what the rules object to
   * @param unheard whether the shop gave a webhook up: of a deletion nothing else tells
   */
  record Excuses(Set<String> letters, Set<String> codes, boolean unheard) {}

  /** What is wrong and nobody is told of; empty where all is well. */
  List<String> complaints() {
    var complaints = new ArrayList<String>();
    // However the rest may be excused: no event ever makes a second record.
    expect(complaints, hall.size() <= 1, "one order in the warehouse", hall.size());
    expect(complaints, books.size() <= 1, "one sales order", books.size());
    if (!complaints.isEmpty() || excuses.codes().contains("deleted-at-origin")) {
      return complaints;
    }
    var gone = shop.isMissingNode();
    expect(complaints, !gone || excuses.unheard(), "the exception deleted-at-origin", excuses);
    if (gone) {
      return complaints;
    }
    presence(complaints);
    parcels(complaints);
    if (cancelled()) {
      stopped(complaints);
    } else {
      lines(complaints);
      destination(complaints);
    }
    return complaints;
  }

  private boolean cancelled() {
    return shop.hasNonNull("cancelled_at");
  }

  private void presence(List<String> complaints) {
    if (!cancelled()) {
      expect(
          complaints, hall.size() == 1 || may(Hall.CONNECTION), "it in the warehouse", hall.size());
      expect(
          complaints, books.size() == 1 || may(Books.CONNECTION), "it in the books", books.size());
    }
  }

  /** Each parcel stands where it is to stand with just what it holds. */
  private void parcels(List<String> complaints) {
    var left = leftTheHall();
    var told = shown();
    var booked = booked();
    expect(complaints, left.equals(told) || may(order.connection()), "in the shop " + left, told);
    expect(
        complaints, left.equals(booked) || may(Books.CONNECTION), "in the books " + left, booked);
  }

  private void stopped(List<String> complaints) {
    for (var line : held().map(each -> each.path("line_items")).orElse(hall)) {
      var pending = line.path("quantity_pending_fulfillment").asInt();
      expect(
          complaints,
          pending == 0 || may(Hall.CONNECTION),
          "nothing more of line " + line.path("partner_line_item_id").asText(),
          pending);
    }
    // What left all the same is booked as it would be; that it did is told.
    var left =
        excuses.codes().contains("cancelled-after-shipping") && leftTheHall().equals(booked());
    var ends = left ? Set.of("C", "H", "F", "G") : Set.of("C", "H");
    sold()
        .map(record -> record.path("orderStatus").path("id").asText())
        .ifPresent(status ->
            expect(
                complaints,
                ends.contains(status) || may(Books.CONNECTION),
                "status " + ends,
                status));
  }

  private void lines(List<String> complaints) {
    var wanted = new TreeMap<String, Integer>();
    shop.path("line_items")
        .forEach(
            line -> put(wanted, line.path("id").asText(), line.path("current_quantity").asInt()));
    var excused = excuses.codes().stream().anyMatch(OF_LINES::contains);
    var asked = new TreeMap<String, Integer>();
    held()
        .ifPresent(order ->
            order
                .path("line_items")
                .forEach(line ->
                    put(
                        asked,
                        line.path("partner_line_item_id").asText(),
                        line.path("quantity").asInt())));
    expect(
        complaints,
        held().isEmpty() || asked.equals(wanted) || may(Hall.CONNECTION) || excused,
        "lines in the warehouse " + wanted,
        asked);
    var written = new TreeMap<String, Integer>();
    sold()
        .ifPresent(order ->
            order
                .at("/item/items")
                .forEach(line -> {
                  if (!line.path("isClosed").asBoolean()) {
                    put(
                        written,
                        line.path("custcol_ext_line").asText(),
                        line.path("quantity").asInt());
                  }
                }));
    expect(
        complaints,
        sold().isEmpty() || written.equals(wanted) || may(Books.CONNECTION) || excused,
        "lines in the books " + wanted,
        written);
  }

  private static void put(Map<String, Integer> lines, String id, int quantity) {
    if (quantity > 0) {
      lines.put(id, quantity);
    }
  }

  /** As long as there is something to go there. */
  private void destination(List<String> complaints) {
    var street = shop.at("/shipping_address/address1").asText();
    held()
        .filter(record -> !record.path("fulfillment_status").asText().equals("fulfilled"))
        .ifPresent(record -> {
          var there = record.at("/shipping_address/address1").asText();
          expect(
              complaints,
              there.equals(street) || may(Hall.CONNECTION),
              "goods to " + street,
              there);
          var unpaid =
              !shop.path("financial_status").asText().equals("paid")
                  && !shop.path("financial_status").asText().startsWith("partially_refunded")
                  && !shop.path("financial_status").asText().equals("refunded");
          var kept = record.at("/holds/payment_hold").asBoolean();
          expect(
              complaints, kept == unpaid || may(Hall.CONNECTION), "payment hold " + unpaid, kept);
        });
  }

  private Optional<JsonNode> held() {
    return hall.isEmpty() ? Optional.empty() : Optional.of(hall.get(0));
  }

  private Optional<JsonNode> sold() {
    return books.isEmpty() ? Optional.empty() : Optional.of(books.get(0));
  }

  private Map<String, Map<String, Integer>> leftTheHall() {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    held()
        .ifPresent(record -> {
          for (var shipment : record.path("shipments")) {
            if (shipment.at("/shipping_labels/0/status").asText().equals("valid")) {
              for (var part : shipment.path("line_items")) {
                add(
                    parcels,
                    shipment.at("/shipping_labels/0/tracking_number").asText(),
                    part.at("/line_item/partner_line_item_id").asText(),
                    part.path("quantity").asInt());
              }
            }
          }
        });
    return parcels;
  }

  private Map<String, Map<String, Integer>> shown() {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    for (var made : shop.path("fulfillments")) {
      if (!made.path("status").asText().equals("cancelled")) {
        made.path("line_items")
            .forEach(line ->
                add(
                    parcels,
                    made.path("tracking_number").asText(),
                    line.path("id").asText(),
                    line.path("quantity").asInt()));
      }
    }
    return parcels;
  }

  private Map<String, Map<String, Integer>> booked() {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    sold()
        .ifPresent(record -> {
          var names = new TreeMap<String, String>();
          record
              .at("/item/items")
              .forEach(line ->
                  names.put(line.path("line").asText(), line.path("custcol_ext_line").asText()));
          for (var made : record.at("/children/itemFulfillment")) {
            for (var item : made.at("/item/items")) {
              add(
                  parcels,
                  made.at("/package/items/0/packageTrackingNumber").asText(),
                  names.getOrDefault(item.path("orderLine").asText(), "?"),
                  new BigDecimal(item.path("quantity").asText("0")).intValue());
            }
          }
        });
    return parcels;
  }

  private static void add(
      Map<String, Map<String, Integer>> parcels, String tracking, String line, int units) {
    if (units > 0) {
      parcels.computeIfAbsent(tracking, _ -> new TreeMap<>()).merge(line, units, Integer::sum);
    }
  }

  private boolean may(String connection) {
    return excuses.letters().contains(connection);
  }

  private static void expect(
      List<String> complaints, boolean holds, String expected, Object found) {
    if (!holds) {
      complaints.add("expected %s, found %s".formatted(expected, found));
    }
  }
}
