package io.plumbline.sandbox.player;

import io.plumbline.sandbox.orders.Invoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Deals the parts: the same seed and the same orders give the same day. */
final class Cast {
  /** One drift of each way for this many orders, and never less than one. */
  private static final int ORDERS_PER_DRIFT = 200;

  private final Random random;
  private final List<Invoice> invoices;

  private Cast(List<Invoice> invoices, long seed) {
    this.random = new Random(seed);
    this.invoices = invoices;
  }

  static List<Part> of(List<Invoice> invoices, long seed) {
    return new Cast(invoices, seed).deal();
  }

  private List<Part> deal() {
    Map<Integer, Drift> drifts = drifts();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < invoices.size(); i++) {
      parts.add(part(invoices.get(i), Optional.ofNullable(drifts.get(i))));
    }
    return parts;
  }

  private Part part(Invoice invoice, Optional<Drift> drift) {
    // The dice are thrown for every order alike, so that one drift more changes no other part.
    Life drawn = life(random.nextInt(100));
    boolean taxesIncluded = random.nextInt(100) < 10;
    boolean giftCard = random.nextInt(100) < 6;
    Life life = drift.map(Cast::lifeFor).orElse(drawn);
    return new Part(
        invoice, life, drift, taxesIncluded, giftCard ? card(invoice) : BigDecimal.ZERO);
  }

  /** What drifts leads a quiet life before, so that nothing else explains the difference. */
  private static Life lifeFor(Drift drift) {
    return drift == Drift.NEVER_PUSHED ? Life.TILL : Life.PLAIN;
  }

  private static BigDecimal card(Invoice invoice) {
    return invoice.goods().subtract(invoice.discount()).min(BigDecimal.TEN);
  }

  private static Life life(int dice) {
    if (dice < 12) {
      return Life.EDITED;
    }
    if (dice < 16) {
      return Life.EDITED_BACK;
    }
    if (dice < 24) {
      return Life.CANCELLED;
    }
    if (dice < 36) {
      return Life.PAID_LATER;
    }
    if (dice < 46) {
      return Life.FULFILLED;
    }
    return dice < 52 ? Life.TILL : Life.PLAIN;
  }

  /** Which orders drift, by place: early ones, since each has to settle first. */
  private Map<Integer, Drift> drifts() {
    int rounds = Math.max(1, invoices.size() / ORDERS_PER_DRIFT);
    List<Integer> early = shuffled(0, Math.max(1, invoices.size() * 3 / 4));
    List<Integer> late = shuffled(invoices.size() / 2, invoices.size());
    Map<Integer, Drift> drifts = new HashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (Drift drift : Drift.values()) {
        List<Integer> places = drift == Drift.NEVER_PUSHED ? late : early;
        places.stream()
            .filter(place -> !drifts.containsKey(place) && suits(drift, invoices.get(place)))
            .findFirst()
            .ifPresent(place -> drifts.put(place, drift));
      }
    }
    return drifts;
  }

  private static boolean suits(Drift drift, Invoice invoice) {
    return switch (drift) {
      // Only a taxed order has a tax to round.
      case ROUNDED_IN_ERP -> invoice.country().equals("United Kingdom");
      // A price has to move by more than rounding could.
      case STAFF_PRICE -> invoice.items().getFirst().unitPrice().compareTo(BigDecimal.ONE) >= 0;
      case DELETED_IN_ERP,
          DELETED_IN_STOREFRONT,
          NEVER_PUSHED,
          DOUBLED_IN_ERP,
          STAFF_QUANTITY,
          STAFF_SHIPPING,
          STAFF_STATUS,
          EDITED_AFTER_FULFILMENT ->
          true;
    };
  }

  private List<Integer> shuffled(int from, int until) {
    List<Integer> places = new ArrayList<>();
    for (int place = from; place < until; place++) {
      places.add(place);
    }
    Collections.shuffle(places, random);
    return places;
  }
}
