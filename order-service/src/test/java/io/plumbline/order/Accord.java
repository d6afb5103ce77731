package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Excuses.Matter;
import io.plumbline.order.Shopfront.Placed;
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
final class Accord {

  /** Rules of ours that say why a system cannot follow. */
  private static final Set<String> OF_LINES =
      Set.of("short-shipped", "shipped-beyond-order", "cancelled-after-shipping");

  private final Placed order;
  private final String ships;
  private final JsonNode shop;
  private final JsonNode hall;
  private final JsonNode books;
  private final Excuses excuses;

  private final List<String> complaints = new ArrayList<>();
  private final List<String> excused = new ArrayList<>();

  /**
   * @param ships the connection of the warehouse
   */
  Accord(
      Placed order, String ships, JsonNode shop, JsonNode hall, JsonNode books, Excuses excuses) {
    this.order = order;
    this.ships = ships;
    this.shop = shop;
    this.hall = hall;
    this.books = books;
    this.excuses = excuses;
    judge();
  }

  /** What is wrong and nobody is told of; empty where all is well. */
  List<String> complaints() {
    return complaints;
  }

  /** What is wrong and a person was told of. */
  List<String> excused() {
    return excused;
  }

  /** The shop deleted it and nobody heard of that. */
  boolean unheard() {
    return shop.isMissingNode() && !excuses.codes().contains("deleted-at-origin");
  }

  private void judge() {
    // However the rest may be excused: no event ever makes a second record.
    expect(hall.size() <= 1, false, "one order in the warehouse", hall.size());
    expect(books.size() <= 1, false, "one sales order", books.size());
    if (!complaints.isEmpty() || excuses.codes().contains("deleted-at-origin")) {
      return;
    }
    expect(!unheard(), excuses.unheard(), "the exception deleted-at-origin", excuses);
    if (unheard()) {
      return;
    }
    presence();
    parcels();
    money();
    if (cancelled()) {
      stopped();
    } else {
      lines();
      destination();
    }
  }

  private boolean cancelled() {
    return shop.hasNonNull("cancelled_at");
  }

  private void presence() {
    if (!cancelled()) {
      expect(ships, Matter.RECORD, hall.size() == 1, "it in the warehouse", hall.size());
      expect(Books.CONNECTION, Matter.RECORD, books.size() == 1, "it in the books", books.size());
    }
  }

  /** Each parcel stands where it is to stand with just what it holds. */
  private void parcels() {
    var left = leftTheHall(false);
    parcels(order.connection(), "in the shop ", left, shown());
    var booked = sold().map(Ledger::new).map(Ledger::parcels).orElseGet(Map::of);
    parcels(Books.CONNECTION, "in the books ", keptInTheBooks(left), booked);
  }

  /** Of what left though it was called off before nothing can be told, and a person knows. */
  private void parcels(
      String connection,
      String where,
      Map<String, Map<String, Integer>> left,
      Map<String, Map<String, Integer>> told) {
    var tooLate =
        cancelled()
            && excuses.codes().contains("cancelled-after-shipping")
            && excuses.of(connection, Matter.PARCELS)
            && left.entrySet().containsAll(told.entrySet());
    expect(connection, Matter.PARCELS, tooLate || left.equals(told), where + left, told);
  }

  /** What is billed stays booked though its label was voided, and a person is asked to credit. */
  private Map<String, Map<String, Integer>> keptInTheBooks(Map<String, Map<String, Integer>> left) {
    var kept = new TreeMap<>(left);
    if (excuses.codes().contains("billed-not-shipped")) {
      var ledger = new Ledger(sold().orElseThrow());
      var voided = leftTheHall(true);
      voided.keySet().removeIf(tracking -> !ledger.bills(tracking));
      kept.putAll(voided);
    }
    return kept;
  }

  /** What is booked as shipped is billed, each shipment by itself, and nothing else is. */
  private void money() {
    if (sold().isEmpty()) {
      return;
    }
    var ledger = new Ledger(sold().get());
    expect(ledger.doubled().isEmpty(), false, "one child of each name", ledger.doubled());
    var shipments = ledger.shipments();
    ledger
        .invoices()
        .forEach((name, lines) -> {
          var shipment = shipments.get(name);
          expect(
              shipment != null && lines.equals(shipment.lines()),
              false,
              "invoice %s of what shipped as %s".formatted(name, shipment),
              lines);
        });
    var due = !cancelled();
    shipments.forEach((name, shipment) ->
        expect(
            Books.CONNECTION,
            Matter.INVOICES,
            !due || ledger.invoices().containsKey(name) || cameBack(shipment.tracking()),
            "an invoice of " + name,
            ledger.invoices().keySet()));
    var paid = shop.path("financial_status").asText().equals("paid");
    expect(
        Books.CONNECTION,
        Matter.DEPOSIT,
        !due || !paid || ledger.deposits() == 1,
        "one deposit",
        ledger.deposits());
    var currency = shop.path("currency").asText();
    var there = sold().get().at("/currency/refName").asText();
    expect(there.equals(currency), false, "books in " + currency, there);
  }

  private boolean cameBack(String tracking) {
    return held().stream()
        .flatMap(record -> record.path("shipments").valueStream())
        .flatMap(shipment -> shipment.path("shipping_labels").valueStream())
        .filter(label -> label.path("tracking_number").asText().equals(tracking))
        .anyMatch(label -> label.path("tracking_status").asText().equals("return_to_sender"));
  }

  private void stopped() {
    for (var line : held().map(each -> each.path("line_items")).orElse(hall)) {
      var pending = line.path("quantity_pending_fulfillment").asInt();
      expect(
          ships,
          Matter.END,
          pending == 0,
          "nothing more of line " + line.path("partner_line_item_id").asText(),
          pending);
    }
    // What left all the same is booked as it would be; that it did is told.
    var ends =
        excuses.codes().contains("cancelled-after-shipping")
            ? Set.of("C", "H", "F", "G")
            : Set.of("C", "H");
    sold()
        .map(record -> record.path("orderStatus").path("id").asText())
        .ifPresent(status ->
            expect(Books.CONNECTION, Matter.END, ends.contains(status), "status " + ends, status));
  }

  private void lines() {
    var wanted = new TreeMap<String, Integer>();
    shop.path("line_items")
        .forEach(
            line -> put(wanted, line.path("id").asText(), line.path("current_quantity").asInt()));
    var explained = excuses.codes().stream().anyMatch(OF_LINES::contains);
    held()
        .ifPresent(record -> {
          var asked = new TreeMap<String, Integer>();
          for (var line : record.path("line_items")) {
            put(asked, line.path("partner_line_item_id").asText(), line.path("quantity").asInt());
          }
          expect(
              asked.equals(wanted),
              explained || excuses.of(ships, Matter.LINES),
              "lines in the warehouse " + wanted,
              asked);
        });
    sold()
        .ifPresent(record -> {
          var written = new TreeMap<String, Integer>();
          for (var line : record.at("/item/items")) {
            if (!line.path("isClosed").asBoolean()) {
              put(written, line.path("custcol_ext_line").asText(), line.path("quantity").asInt());
            }
          }
          expect(
              written.equals(wanted),
              explained || excuses.of(Books.CONNECTION, Matter.LINES),
              "lines in the books " + wanted,
              written);
        });
  }

  private static void put(Map<String, Integer> lines, String id, int quantity) {
    if (quantity > 0) {
      lines.put(id, quantity);
    }
  }

  /** As long as there is something to go there. */
  private void destination() {
    held()
        .filter(record -> !record.path("fulfillment_status").asText().equals("fulfilled"))
        .ifPresent(record -> {
          var street = shop.at("/shipping_address/address1").asText();
          var there = record.at("/shipping_address/address1").asText();
          expect(ships, Matter.ADDRESS, there.equals(street), "goods to " + street, there);
          var status = shop.path("financial_status").asText();
          var unpaid = !Set.of("paid", "partially_refunded", "refunded").contains(status);
          var kept = record.at("/holds/payment_hold").asBoolean();
          expect(ships, Matter.HOLDS, kept == unpaid, "payment hold " + unpaid, kept);
        });
  }

  private Optional<JsonNode> held() {
    return hall.isEmpty() ? Optional.empty() : Optional.of(hall.get(0));
  }

  private Optional<JsonNode> sold() {
    return books.isEmpty() ? Optional.empty() : Optional.of(books.get(0));
  }

  /** By number what each parcel holds whose label stands, or was voided. */
  private Map<String, Map<String, Integer>> leftTheHall(boolean voided) {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    for (var shipment : held().map(record -> record.path("shipments")).orElse(hall)) {
      var label = shipment.at("/shipping_labels/0");
      if (label.path("status").asText().equals(voided ? "voided" : "valid")) {
        for (var part : shipment.path("line_items")) {
          Ledger.add(
              parcels,
              label.path("tracking_number").asText(),
              part.at("/line_item/partner_line_item_id").asText(),
              part.path("quantity").asInt());
        }
      }
    }
    return parcels;
  }

  private Map<String, Map<String, Integer>> shown() {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    for (var made : shop.path("fulfillments")) {
      if (!made.path("status").asText().equals("cancelled")) {
        made.path("line_items")
            .forEach(line ->
                Ledger.add(
                    parcels,
                    made.path("tracking_number").asText(),
                    line.path("id").asText(),
                    line.path("quantity").asInt()));
      }
    }
    return parcels;
  }

  private void expect(
      String connection, Matter matter, boolean holds, String expected, Object found) {
    expect(holds, excuses.of(connection, matter), expected, found);
  }

  private void expect(boolean holds, boolean told, String expected, Object found) {
    if (!holds) {
      (told ? excused : complaints).add("expected %s, found %s".formatted(expected, found));
    }
  }
}
