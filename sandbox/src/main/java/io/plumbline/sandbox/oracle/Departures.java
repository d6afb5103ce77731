package io.plumbline.sandbox.oracle;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Which sales left under which parcel numbers, over all orders of a run. */
record Departures(Map<String, Set<String>> salesByNumber) {

  static Departures of(List<OrderHistory> orders) {
    Map<String, Set<String>> sales = new HashMap<>();
    for (OrderHistory order : orders) {
      order.warehouse().sayings().stream()
          .flatMap(saying -> saying.facts().stream())
          .flatMap(facts -> facts.shipped().parcels().stream())
          .flatMap(parcel -> parcel.numbers().stream())
          .forEach(number -> sales.computeIfAbsent(number, _ -> new HashSet<>()).add(order.sale()));
    }
    return new Departures(sales);
  }

  /** Numbers under which only other sales left. */
  Predicate<String> ofOthers(OrderHistory order) {
    return number -> {
      Set<String> sales = salesByNumber.getOrDefault(number, Set.of());
      return !sales.isEmpty() && !sales.contains(order.sale());
    };
  }
}
