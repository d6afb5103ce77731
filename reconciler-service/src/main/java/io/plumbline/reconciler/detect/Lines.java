package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Commercial.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the lines of two records: by our reference, else as a multiset of SKU and unit price, which
 * may differ by what the policy tolerates of money. A line of quantity zero is a line that is not
 * there.
 */
final class Lines {
  private Lines() {}

  /**
   * One line on both sides.
   *
   * @param name the storefront's id of the line, which stays when the authority moves on
   */
  record Paired(String name, @Nullable Side right, @Nullable Side wrong) {}

  /** A line under the id of its own record. */
  record Side(String id, Line line) {}

  static List<Paired> pair(Pair pair, BigDecimal tolerance) {
    Map<String, Side> sold = held(pair.sold());
    Map<String, Side> booked = held(pair.booked());
    List<Paired> paired = new ArrayList<>();
    for (Side side : List.copyOf(booked.values())) {
      partner(side, sold)
          .ifPresent(partner -> {
            sold.remove(partner.id());
            booked.remove(side.id());
            paired.add(paired(pair, partner.id(), partner, side));
          });
    }
    for (Side side : List.copyOf(booked.values())) {
      alike(side, sold, tolerance)
          .ifPresent(partner -> {
            sold.remove(partner.id());
            booked.remove(side.id());
            paired.add(paired(pair, partner.id(), partner, side));
          });
    }
    sold.values().forEach(side -> paired.add(paired(pair, side.id(), side, null)));
    booked.values().forEach(side -> paired.add(paired(pair, name(side), null, side)));
    return paired;
  }

  private static Paired paired(Pair pair, String name, @Nullable Side sold, @Nullable Side booked) {
    return pair.storefrontRight() ? new Paired(name, sold, booked) : new Paired(name, booked, sold);
  }

  private static Map<String, Side> held(Commercial commercial) {
    Map<String, Side> held = new TreeMap<>();
    commercial
        .lines()
        .forEach((id, line) -> {
          if (line.quantity() == null || line.quantity().signum() != 0) {
            held.put(id, new Side(id, line));
          }
        });
    return held;
  }

  private static Optional<Side> partner(Side booked, Map<String, Side> sold) {
    String reference = booked.line().reference();
    return reference == null ? Optional.empty() : Optional.ofNullable(sold.get(reference));
  }

  private static Optional<Side> alike(Side booked, Map<String, Side> sold, BigDecimal tolerance) {
    return booked.line().reference() != null
        ? Optional.empty()
        : sold.values().stream()
            .filter(side -> Objects.equals(side.line().sku(), booked.line().sku()))
            .filter(side -> samePrice(side.line(), booked.line(), tolerance))
            .findFirst();
  }

  private static boolean samePrice(Line one, Line other, BigDecimal tolerance) {
    BigDecimal first = one.unitPrice();
    BigDecimal second = other.unitPrice();
    if (first == null || second == null) {
      return first == null && second == null;
    }
    return first.subtract(second).abs().compareTo(tolerance) <= 0;
  }

  private static String name(Side side) {
    String reference = side.line().reference();
    return reference == null ? side.id() : reference;
  }
}
