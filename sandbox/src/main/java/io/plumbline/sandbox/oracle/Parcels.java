package io.plumbline.sandbox.oracle;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What became of the parcels of an order: each is told once wherever it has to be told. */
final class Parcels {
  private Parcels() {}

  /** A parcel that left, and of which the shop or the books never heard. */
  static boolean anyLost(OrderHistory order) {
    Optional<Facts> held = last(order.warehouse());
    return held.stream()
        .flatMap(facts -> facts.shipped().gone())
        .flatMap(parcel -> parcel.numbers().stream())
        .anyMatch(number -> lost(order.shop(), number) || lost(order.erp(), number));
  }

  /** An order that was called off is told of nothing any more. */
  private static boolean lost(Side side, String number) {
    boolean owed = last(side).filter(facts -> !facts.cancelled()).isPresent();
    boolean told =
        side.sayings().stream()
            .flatMap(saying -> saying.facts().stream())
            .anyMatch(facts -> facts.shipped().withNumber(number).isPresent());
    return owed && !told;
  }

  /**
   * A parcel that stands in the books under our name and is billed to nobody: the company of a run
   * lets us bill each that did not come back.
   */
  static boolean anyUnbilled(OrderHistory order) {
    Optional<Facts> booked = last(order.erp()).filter(facts -> facts.status().equals("open"));
    boolean owed = last(order.shop()).filter(facts -> !facts.cancelled()).isPresent();
    List<String> children = booked.map(facts -> facts.shipped().children()).orElse(List.of());
    return owed
        && last(order.warehouse()).stream()
            .flatMap(facts -> facts.shipped().gone())
            .filter(parcel -> children.contains(name(order, "ff", parcel)))
            .anyMatch(parcel -> !children.contains(name(order, "inv", parcel)));
  }

  private static String name(OrderHistory order, String kind, Shipped.Parcel parcel) {
    return "%s:%s:%s.%s".formatted(order.sale(), kind, order.warehouse().connection(), parcel.id());
  }

  /** Two children under one name, at any time. */
  static boolean anyDoubled(OrderHistory order) {
    return Stream.of(order.shop(), order.erp())
        .flatMap(side -> side.sayings().stream())
        .flatMap(saying -> saying.facts().stream())
        .map(facts -> facts.shipped().children())
        .anyMatch(Parcels::repeats);
  }

  private static boolean repeats(List<String> names) {
    Set<String> seen = new HashSet<>();
    return names.stream().anyMatch(name -> !seen.add(name));
  }

  private static Optional<Facts> last(Side side) {
    return side.sayings().isEmpty() ? Optional.empty() : side.sayings().getLast().facts();
  }
}
