package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Shipped.Parcel;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What may last for some time: an order of which a part has shipped and the rest has not, and a
 * parcel that was told when it was packed and still stands at the dock.
 */
final class Waiting {
  /** How the field begins that says whether one parcel has left. */
  static final String PARCEL = "fulfilment.shipments[";

  private Waiting() {}

  static List<Disagreement> judge(Now now, Facts held) {
    if (now.shop().filter(Facts::cancelled).isPresent()) {
      return List.of();
    }
    List<Disagreement> found = new ArrayList<>();
    if (!held.cancelled() && held.shipped().state().equals(Shipped.PARTIAL)) {
      Topic topic = new Topic(Kind.STUCK, now.warehouse(), Shipped.PARTIAL);
      found.add(
          new Disagreement(topic, new Values(Shipped.FULFILLED, Shipped.PARTIAL, rest(held))));
    }
    held.shipped().parcels().stream()
        .filter(Parcel::atDock)
        .forEach(parcel -> found.addAll(told(now, held, parcel)));
    return found;
  }

  /** What is in it is at stake once, where the buyer was told. */
  private static List<Disagreement> told(Now now, Facts held, Parcel parcel) {
    List<Disagreement> found = new ArrayList<>();
    now.shop()
        .filter(parcel::toldBy)
        .ifPresent(_ -> found.add(atDock(now.storefront(), parcel, worth(held, parcel))));
    now.booked().stream()
        .limit(1)
        .filter(record -> !record.cancelled() && parcel.toldBy(record))
        .forEach(_ ->
            found.add(
                atDock(now.erp(), parcel, found.isEmpty() ? worth(held, parcel) : Stake.NONE)));
    return found;
  }

  private static Disagreement atDock(String wrong, Parcel parcel, Stake stake) {
    Topic topic = new Topic(Kind.TOLD_SHIPPED, wrong, PARCEL + parcel.id() + "].status");
    return new Disagreement(topic, new Values("packed", "shipped", stake));
  }

  /** At the warehouse's prices. */
  private static Stake worth(Facts held, Parcel parcel) {
    BigDecimal value =
        held.lines().entrySet().stream()
            .map(line ->
                parcel
                    .lines()
                    .getOrDefault(line.getKey(), BigDecimal.ZERO)
                    .multiply(line.getValue().unitPrice()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Stake.of(Optional.of(value), held);
  }

  /** What has not shipped, at the warehouse's prices. */
  private static Stake rest(Facts held) {
    Map<String, BigDecimal> gone = Shipped.quantities(held.shipped().gone().toList());
    BigDecimal value =
        held.lines().entrySet().stream()
            .map(line -> {
              Facts.Line ordered = line.getValue();
              BigDecimal left =
                  ordered.quantity().subtract(gone.getOrDefault(line.getKey(), BigDecimal.ZERO));
              return left.max(BigDecimal.ZERO).multiply(ordered.unitPrice());
            })
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return Stake.of(Optional.of(value), held);
  }
}
