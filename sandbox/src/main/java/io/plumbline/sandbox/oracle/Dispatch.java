package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Shipped.Parcel;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What left the building the warehouse knows: books and shop are compared with it.
 *
 * @param held the order as the warehouse has it
 */
record Dispatch(Now now, Facts held) {
  private static final String STATE = "fulfilment.status";

  static List<Disagreement> judge(Now now, Facts held) {
    Dispatch dispatch = new Dispatch(now, held);
    List<Disagreement> found = new ArrayList<>();
    now.shop().ifPresent(shop -> found.addAll(dispatch.shop(shop)));
    now.booked().stream().limit(1).forEach(record -> found.addAll(dispatch.books(record)));
    return found;
  }

  private List<Disagreement> shop(Facts shop) {
    if (shop.cancelled()) {
      return cancelled(shop);
    }
    if (ahead(shop)) {
      return List.of(told(shop, now.storefront()));
    }
    List<Disagreement> untold = held.shipped().gone().flatMap(gone -> untold(shop, gone)).toList();
    // An edit that came when the goods had gone leaves something to ship in the shop alone.
    if (!untold.isEmpty() || held.cancelled() || toldAll(shop)) {
      return untold;
    }
    return behind(shop)
        ? List.of(late(shop, now.storefront()))
        : quantities(
            shop,
            now.storefront(),
            Shipped.quantities(shop.shipped().parcels()),
            "fulfilment",
            "shipped");
  }

  private List<Disagreement> books(Facts record) {
    if (record.cancelled()) {
      return List.of();
    }
    List<Disagreement> found = new ArrayList<>();
    if (ahead(record)) {
      found.add(told(record, now.erp()));
    } else if (!record.shipped().parcels().isEmpty()) {
      Map<String, BigDecimal> booked = Shipped.quantities(record.shipped().parcels());
      found.addAll(quantities(record, now.erp(), booked, "fulfilment", "shipped"));
    } else if (behind(record)) {
      found.add(late(record, now.erp()));
    }
    if (!record.shipped().invoiced().isEmpty()) {
      found.addAll(
          quantities(record, now.erp(), record.shipped().invoiced(), "billing", "invoiced"));
    }
    return found;
  }

  private boolean toldAll(Facts shop) {
    return Shipped.quantities(shop.shipped().parcels())
        .equals(Shipped.quantities(held.shipped().parcels()));
  }

  /** Who was second is wrong, shipment by shipment. */
  private List<Disagreement> cancelled(Facts shop) {
    Map<Boolean, List<Parcel>> byVerdict =
        held.shipped()
            .gone()
            .collect(
                Collectors.partitioningBy(
                    gone -> shop.cancelledAt().filter(gone.at()::isBefore).isPresent()));
    return byVerdict.entrySet().stream()
        .filter(entry -> !entry.getValue().isEmpty())
        .map(entry -> {
          boolean tooLate = entry.getKey();
          Stake stake = worth(shop, Shipped.quantities(entry.getValue()));
          return disagreement(
              Kind.CANCELLED_BUT_SHIPPED,
              tooLate ? now.storefront() : now.warehouse(),
              STATE,
              tooLate ? "shipped" : "cancelled",
              tooLate ? "cancelled" : "shipped",
              stake);
        })
        .toList();
  }

  private Disagreement told(Facts other, String wrong) {
    return disagreement(
        Kind.TOLD_SHIPPED,
        wrong,
        STATE,
        held.shipped().state(),
        other.shipped().state(),
        Stake.of(other.money("total"), other));
  }

  private Disagreement late(Facts other, String wrong) {
    Stake stake = worth(other, Shipped.quantities(held.shipped().parcels()));
    return disagreement(
        Kind.PARTIAL_MISMATCH,
        wrong,
        STATE,
        held.shipped().state(),
        other.shipped().state(),
        stake);
  }

  private Stream<Disagreement> untold(Facts shop, Parcel gone) {
    Set<String> numbers = new TreeSet<>(gone.numbers());
    shop.shipped().parcels().forEach(parcel -> numbers.removeAll(parcel.numbers()));
    return numbers.stream()
        .limit(1)
        .map(number ->
            disagreement(
                Kind.TRACKING_MISSING,
                now.storefront(),
                "fulfilment.shipments[" + gone.id() + "].tracking",
                number,
                instead(shop, gone),
                Stake.NONE));
  }

  /** What the shop tells of the same goods, if it tells of them at all. */
  private String instead(Facts shop, Parcel gone) {
    Set<String> known =
        held.shipped().gone().flatMap(each -> each.numbers().stream()).collect(Collectors.toSet());
    return shop.shipped().parcels().stream()
        .filter(parcel -> parcel.lines().equals(gone.lines()))
        .map(parcel -> parcel.numbers().stream().findFirst().orElse("none"))
        .filter(number -> !known.contains(number))
        .findFirst()
        .orElse("absent");
  }

  private List<Disagreement> quantities(
      Facts record, String wrong, Map<String, BigDecimal> booked, String facet, String what) {
    // What came back had left, and stays told; the books keep it until it is credited.
    Map<String, BigDecimal> left = Shipped.quantities(held.shipped().parcels());
    Set<String> lines = new TreeSet<>(left.keySet());
    lines.addAll(booked.keySet());
    return lines.stream()
        .filter(line -> of(left, line).compareTo(of(booked, line)) != 0)
        .map(line ->
            disagreement(
                Kind.PARTIAL_MISMATCH,
                wrong,
                "%s.lines[%s].%s".formatted(facet, line, what),
                Facts.plain(of(left, line)),
                Facts.plain(of(booked, line)),
                worth(record, Map.of(line, of(left, line).subtract(of(booked, line))))))
        .toList();
  }

  /** At the warehouse's prices, else at those of the other. */
  private Stake worth(Facts other, Map<String, BigDecimal> quantities) {
    Map<String, BigDecimal> prices = new HashMap<>();
    Stream.of(other, held)
        .forEach(
            side -> side.lines().forEach((line, facts) -> prices.put(line, facts.unitPrice())));
    BigDecimal value =
        quantities.entrySet().stream()
            .map(one -> of(prices, one.getKey()).multiply(one.getValue().abs()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Stake.of(Optional.of(value), held.header().containsKey("currency") ? held : other);
  }

  private boolean ahead(Facts other) {
    return !held.cancelled() && other.shipped().ahead(held.shipped()) > 0;
  }

  private boolean behind(Facts other) {
    return !held.cancelled() && other.shipped().ahead(held.shipped()) < 0;
  }

  private static BigDecimal of(Map<String, BigDecimal> quantities, String line) {
    return quantities.getOrDefault(line, BigDecimal.ZERO);
  }

  private static Disagreement disagreement(
      Kind kind, String wrong, String field, String expected, String actual, Stake stake) {
    return new Disagreement(new Topic(kind, wrong, field), new Values(expected, actual, stake));
  }
}
