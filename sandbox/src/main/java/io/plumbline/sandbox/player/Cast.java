package io.plumbline.sandbox.player;

import io.plumbline.sandbox.orders.Invoice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;

/** Deals the parts: the same seed and the same orders give the same day. */
final class Cast {
  /** One drift of each way for this many orders, and never less than one. */
  private static final int ORDERS_PER_DRIFT = 200;

  /** Of a hundred orders; the others are left alone. */
  private static final SequencedMap<Life, Integer> SHARES = shares();

  private final Random random;
  private final List<Invoice> invoices;

  private Cast(List<Invoice> invoices, long seed) {
    this.random = new Random(seed);
    this.invoices = invoices;
  }

  private static SequencedMap<Life, Integer> shares() {
    SequencedMap<Life, Integer> shares = new LinkedHashMap<>();
    shares.put(Life.EDITED, 10);
    shares.put(Life.EDITED_BACK, 4);
    shares.put(Life.CANCELLED, 8);
    shares.put(Life.PAID_LATER, 8);
    shares.put(Life.FULFILLED, 20);
    shares.put(Life.SPLIT, 8);
    shares.put(Life.BACKORDERED, 6);
    shares.put(Life.REROUTED, 4);
    shares.put(Life.RELABELLED, 4);
    shares.put(Life.RETURNED, 4);
    shares.put(Life.SHORT, 4);
    shares.put(Life.HELD_BY_HAND, 4);
    shares.put(Life.TILL, 6);
    return shares;
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
    boolean abroad = random.nextInt(100) < 30;
    Life life = drift.map(Cast::lifeFor).orElse(drawn);
    boolean german =
        abroad && life != Life.TILL && !drift.equals(Optional.of(Drift.ROUNDED_IN_ERP));
    return new Part(
        german ? Channel.GERMAN : Channel.BRITISH,
        invoice,
        life,
        drift,
        german || taxesIncluded,
        giftCard ? card(invoice) : BigDecimal.ZERO);
  }

  /** What drifts leads a quiet life before, so that nothing else explains the difference. */
  private static Life lifeFor(Drift drift) {
    return switch (drift) {
      case NEVER_PUSHED -> Life.TILL;
      case EDITED_AFTER_FULFILMENT, MISTYPED_TRACKING, ANOTHERS_PARCEL -> Life.FULFILLED;
      default -> Life.PLAIN;
    };
  }

  private static BigDecimal card(Invoice invoice) {
    return invoice.goods().subtract(invoice.discount()).min(BigDecimal.TEN);
  }

  private static Life life(int dice) {
    int from = 0;
    for (Map.Entry<Life, Integer> share : SHARES.entrySet()) {
      from += share.getValue();
      if (dice < from) {
        return share.getKey();
      }
    }
    return Life.PLAIN;
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
      case ROUNDED_IN_ERP -> Part.isBritish(invoice);
      // A price has to move by more than rounding could.
      case STAFF_PRICE -> invoice.items().getFirst().unitPrice().compareTo(BigDecimal.ONE) >= 0;
      // The rest of the order keeps it from being shipped whole.
      case SHIPPED_ON_PAPER, FORGOTTEN_REST -> invoice.items().size() > 1;
      // One line has shipped, another is told besides, and some of the order is left.
      case TOLD_BESIDES -> invoice.items().size() > 2;
      // A gift card pays for no more than this, and nobody settles it.
      case SHORT_SETTLED, OVERCHARGED, SHORT_MOVED, CHARGED_BACK ->
          invoice.goods().compareTo(BigDecimal.TEN) > 0;
      default -> true;
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
