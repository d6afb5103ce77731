package io.plumbline.sandbox.oracle;

import static io.plumbline.sandbox.oracle.Kind.DUPLICATE;
import static io.plumbline.sandbox.oracle.Kind.MISSING;
import static io.plumbline.sandbox.oracle.Kind.WRONG_CHANNEL;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * The written policy for orders: an order of the storefront exists once in the ERP, and stays in
 * the storefront while the ERP goes on with it; all say the same; the storefront is right until the
 * order is fulfilled, the ERP from then on, and the warehouse about what has left it.
 */
final class Policy {
  private Policy() {}

  /** Where the systems differ, given what each says now. */
  static List<Disagreement> judge(Now now) {
    List<Disagreement> found = new ArrayList<>(presence(now));
    found.addAll(copies(now.erp(), now.booked()));
    found.addAll(copies(now.warehouse(), now.picked()));
    now.shop()
        .ifPresent(shop -> {
          found.addAll(Payouts.judge(now, shop));
          found.addAll(anothers(now, shop));
          now.booked().stream()
              .limit(1)
              .forEach(record -> found.addAll(Comparison.withErp(now, shop, record)));
          now.picked().stream()
              .limit(1)
              .forEach(record -> found.addAll(Comparison.withWarehouse(now, shop, record)));
        });
    now.picked().stream()
        .limit(1)
        .forEach(held -> {
          found.addAll(Dispatch.judge(now, held));
          found.addAll(Waiting.judge(now, held));
        });
    return found;
  }

  private static List<Disagreement> presence(Now now) {
    if (now.shop().isEmpty()) {
      return vanished(now);
    }
    Facts shop = now.shop().get();
    List<Disagreement> found = new ArrayList<>();
    // A cancelled order that never reached the books owes them nothing.
    boolean unbooked = now.booked().isEmpty() && (!shop.cancelled() || now.everIn(now.erp()));
    if (unbooked) {
      found.add(record(MISSING, now.erp(), "present", "absent", Cost.missing(shop)));
    }
    if (now.picked().isEmpty() && toBeShipped(now, shop)) {
      // One that the books lack as well is lost once.
      Stake stake = unbooked ? Stake.NONE : Cost.missing(shop);
      found.add(record(MISSING, now.warehouse(), "present", "absent", stake));
    }
    return found;
  }

  /** Neither called off, nor gone by whatever way, nor another app's. */
  private static boolean toBeShipped(Now now, Facts shop) {
    boolean gone = shop.fulfilled() || now.booked().stream().anyMatch(Facts::fulfilled);
    boolean shipsHere = !now.warehouse().isEmpty();
    return shipsHere
        && !shop.cancelled()
        && !gone
        && !Causes.HANDLED_ELSEWHERE.contains(now.channel());
  }

  /** An order may vanish where it was sold only once it is called off where it is booked. */
  private static List<Disagreement> vanished(Now now) {
    boolean stillMeant = !now.booked().isEmpty() && !now.booked().getFirst().cancelled();
    return stillMeant
        ? List.of(
            record(
                MISSING,
                now.storefront(),
                "present",
                "absent",
                Cost.missing(now.booked().getFirst())))
        : List.of();
  }

  /** A shop tells its buyer the number of a parcel that somebody else gets. */
  private static List<Disagreement> anothers(Now now, Facts shop) {
    return shop.shipped().parcels().stream()
        .flatMap(parcel -> parcel.numbers().stream())
        .distinct()
        .filter(now::isAnothers)
        .map(number ->
            new Disagreement(
                new Topic(WRONG_CHANNEL, now.storefront(), "tracking[" + number + "]"),
                new Values("absent", number, Stake.NONE)))
        .toList();
  }

  private static List<Disagreement> copies(String connection, List<Facts> records) {
    if (records.size() < 2) {
      return List.of();
    }
    Stake stake = Cost.duplicate(records.getFirst(), records.size());
    return List.of(record(DUPLICATE, connection, "1", String.valueOf(records.size()), stake));
  }

  private static Disagreement record(
      Kind kind, String wrong, String expected, String actual, Stake stake) {
    return new Disagreement(new Topic(kind, wrong, "record"), new Values(expected, actual, stake));
  }
}
