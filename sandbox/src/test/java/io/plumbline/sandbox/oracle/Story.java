package io.plumbline.sandbox.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A history written by hand: one order of one line, told step by step in seconds. */
final class Story {
  private static final Oracle.Windows WINDOWS =
      new Oracle.Windows(Duration.ofSeconds(4), Duration.ofSeconds(4));
  private static final Oracle.Terms TERMS =
      new Oracle.Terms(Duration.ofSeconds(8), Map.of("GBP", new BigDecimal("4.50")));
  private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

  private final List<Saying> storefront = new ArrayList<>();
  private final List<Saying> erp = new ArrayList<>();
  private final List<Saying> warehouse = new ArrayList<>();
  private final List<Write> writes = new ArrayList<>();
  private final List<Write> floorWrites = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();
  private final Map<String, Facts> records = new HashMap<>();
  private String channel = "web";
  private boolean shipsHere;
  private String id = "5120";
  private String number = "536365";
  private Facts shop = order("6", "2.50");

  /** Quantity and price of the one line; no tax unless a step says so. */
  static Facts order(String quantity, String price) {
    BigDecimal total = new BigDecimal(quantity).multiply(new BigDecimal(price));
    return new Facts(
        "open",
        false,
        false,
        Map.of("currency", "GBP", "total", Facts.plain(total), "tax", "0"),
        Map.of("9001", new Facts.Line("10A", new BigDecimal(quantity), new BigDecimal(price))));
  }

  Story channel(String name) {
    channel = name;
    return this;
  }

  Story placed(double second) {
    storefront.add(new Saying(at(second), "5120", Actor.BUYER, Optional.of(shop)));
    return this;
  }

  Story buyer(double second, Facts facts) {
    shop = facts;
    storefront.add(new Saying(at(second), "5120", Actor.BUYER, Optional.of(facts)));
    return this;
  }

  /** Somebody or something other than the buyer changes what the shop says. */
  Story shop(double second, Actor actor, Facts facts) {
    shop = facts;
    storefront.add(new Saying(at(second), "5120", actor, Optional.of(facts)));
    return this;
  }

  Story erp(double second, Actor actor, Facts facts) {
    return erp(second, actor, "48211", facts);
  }

  Story erp(double second, Actor actor, String record, Facts facts) {
    records.put(record, facts);
    erp.add(new Saying(at(second), record, actor, Optional.of(facts)));
    return this;
  }

  /** The company has a warehouse, which has to hear of the order. */
  Story withWarehouse() {
    shipsHere = true;
    return this;
  }

  /** The warehouse has the order, or has it otherwise. */
  Story floor(double second, Actor actor, Facts facts) {
    warehouse.add(new Saying(at(second), "7001", actor, Optional.of(facts)));
    return this;
  }

  /** The warehouse refuses a write in words, behind a 200. */
  Story floorRefuses(double second) {
    floorWrites.add(
        new Write(
            at(second), at(second), "MUTATION", "/graphql", "200", "in a tote", false, false));
    return this;
  }

  Story deleted(double second, Actor actor) {
    erp.add(new Saying(at(second), "48211", actor, Optional.empty()));
    return this;
  }

  Story vanished(double second, Actor actor) {
    storefront.add(new Saying(at(second), "5120", actor, Optional.empty()));
    return this;
  }

  Story deleted(double second, Actor actor, String record) {
    erp.add(new Saying(at(second), record, actor, Optional.empty()));
    return this;
  }

  Story rejected(double second) {
    writes.add(
        new Write(
            at(second), at(second), "PUT", "/salesOrder/eid:shopify-eu:5120", "400", false, false));
    return this;
  }

  Story accepted(double second) {
    return written(second, second);
  }

  /** A write that was accepted at one moment and took effect at another. */
  Story written(double second, double effect) {
    writes.add(
        new Write(
            at(second), at(effect), "PUT", "/salesOrder/eid:shopify-eu:5120", "204", true, false));
    return this;
  }

  Story disturbed(double second) {
    writes.add(
        new Write(
            at(second), at(second), "PUT", "/salesOrder/eid:shopify-eu:5120", "503", false, true));
    return this;
  }

  Story outage(double from, double until) {
    outages.add(new Outage(at(from), at(until)));
    return this;
  }

  Story outage(String connection, double from, double until) {
    outages.add(new Outage(at(from), at(until), connection));
    return this;
  }

  OrderHistory history() {
    return new OrderHistory(
        id,
        number,
        channel,
        new Side("shopify-eu", storefront, List.of()),
        new Side("netsuite", erp, writes),
        new Side(shipsHere ? "shiphero" : "", warehouse, floorWrites));
  }

  List<Unit> units(double end) {
    return new Oracle(WINDOWS, TERMS, outages, List.of(), at(end)).units(List.of(history()));
  }

  /** Several orders of one run. */
  static List<Unit> units(double end, Story... stories) {
    return new Oracle(WINDOWS, TERMS, List.of(), List.of(), at(end))
        .units(Stream.of(stories).map(Story::history).toList());
  }

  /** Another order than the usual one. */
  Story sale(String storefrontId, String orderNumber) {
    id = storefrontId;
    number = orderNumber;
    return this;
  }

  Damage damage() {
    return Damage.of(List.of(history()), List.of());
  }

  static Facts with(Facts facts, String field, String value) {
    Map<String, String> header = new HashMap<>(facts.header());
    header.put(field, value);
    return new Facts(
        facts.status(), facts.fulfilled(), facts.taxesIncluded(), header, facts.lines());
  }

  static Facts status(Facts facts, String status) {
    return new Facts(
        status, facts.fulfilled(), facts.taxesIncluded(), facts.header(), facts.lines());
  }

  /** With parcels, each a number and how much of the one line. */
  static Facts shipped(Facts facts, String state, Map<String, String> parcels) {
    List<Shipped.Parcel> all =
        parcels.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(parcel ->
                new Shipped.Parcel(
                    "s" + parcel.getKey(),
                    at(50),
                    Shipped.Place.GONE,
                    Set.of(parcel.getKey()),
                    Map.of("9001", new BigDecimal(parcel.getValue()))))
            .toList();
    return new Facts(
        facts.status(),
        state.equals(Shipped.FULFILLED),
        facts.taxesIncluded(),
        facts.header(),
        facts.lines(),
        facts.cancelledAt(),
        new Shipped(state, all, Map.of(), List.copyOf(parcels.keySet())),
        facts.paid());
  }

  /** Paid by one payment, of which so much was settled and so much taken back. */
  static Facts paid(Facts facts, String amount, String settled, String takenBack) {
    BigDecimal back = new BigDecimal(takenBack);
    List<Paid.Entry> entries = new ArrayList<>();
    BigDecimal net = new BigDecimal(settled);
    entries.add(new Paid.Entry("1", "77", "charge", net, BigDecimal.ZERO, net));
    if (back.signum() != 0) {
      entries.add(
          new Paid.Entry("2", "77", "dispute", back.negate(), BigDecimal.ZERO, back.negate()));
    }
    Paid.Payment payment = new Paid.Payment("77", new BigDecimal(amount), Optional.empty());
    return paid(facts, new Paid(List.of(payment), entries));
  }

  /** Paid by one payment, whose fee was told and whose entry says so of fee and net. */
  static Facts charged(Facts facts, String amount, String told, String kept, String net) {
    BigDecimal paid = new BigDecimal(amount);
    Paid.Payment payment = new Paid.Payment("77", paid, Optional.of(new BigDecimal(told)));
    Paid.Entry entry =
        new Paid.Entry("1", "77", "charge", paid, new BigDecimal(kept), new BigDecimal(net));
    return paid(facts, new Paid(List.of(payment), List.of(entry)));
  }

  private static Facts paid(Facts facts, Paid paid) {
    return new Facts(
        facts.status(),
        facts.fulfilled(),
        facts.taxesIncluded(),
        facts.header(),
        facts.lines(),
        facts.cancelledAt(),
        facts.shipped(),
        paid);
  }

  /** Every parcel of it came back to the sender. */
  static Facts returned(Facts facts) {
    return parcels(facts, Shipped.Place.BACK);
  }

  /** Every parcel of it stands at the dock. */
  static Facts packed(Facts facts) {
    return parcels(facts, Shipped.Place.AT_DOCK);
  }

  private static Facts parcels(Facts facts, Shipped.Place place) {
    Shipped before = facts.shipped();
    return shipped(
        facts,
        new Shipped(
            before.state(),
            before.parcels().stream()
                .map(one ->
                    new Shipped.Parcel(one.id(), one.at(), place, one.numbers(), one.lines()))
                .toList(),
            before.invoiced(),
            before.children()));
  }

  /** With what was made of it under names of ours. */
  static Facts booked(Facts facts, String... children) {
    Shipped before = facts.shipped();
    return shipped(
        facts, new Shipped(before.state(), before.parcels(), before.invoiced(), List.of(children)));
  }

  private static Facts shipped(Facts facts, Shipped now) {
    return new Facts(
        facts.status(),
        now.state().equals(Shipped.FULFILLED),
        facts.taxesIncluded(),
        facts.header(),
        facts.lines(),
        facts.cancelledAt(),
        now,
        facts.paid());
  }

  /** Called off at a moment. */
  static Facts cancelled(Facts facts, double second) {
    return new Facts(
        "cancelled",
        facts.fulfilled(),
        facts.taxesIncluded(),
        facts.header(),
        facts.lines(),
        Optional.of(at(second)),
        facts.shipped(),
        facts.paid());
  }

  static Facts fulfilled(Facts facts) {
    return new Facts(facts.status(), true, facts.taxesIncluded(), facts.header(), facts.lines());
  }

  private static Instant at(double second) {
    return START.plusMillis(Math.round(second * 1000));
  }
}
