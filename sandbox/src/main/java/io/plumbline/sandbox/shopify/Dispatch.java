package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.Fulfilment.Part;
import io.plumbline.sandbox.shopify.FulfilmentOrder.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What of an order is to be shipped, by location, and what has been. */
record Dispatch(List<FulfilmentOrder> orders, List<Fulfilment> fulfilments) {
  static final Dispatch NONE = new Dispatch(List.of(), List.of());

  Dispatch {
    orders = List.copyOf(orders);
    fulfilments = List.copyOf(fulfilments);
  }

  /** How much of an order, or of a line, has been shipped. */
  enum Progress {
    NONE,
    PARTIAL,
    WHOLE;

    static Progress of(int shipped, int left) {
      return shipped == 0 ? NONE : left == 0 ? WHOLE : PARTIAL;
    }
  }

  Stream<Fulfilment> living() {
    return fulfilments.stream().filter(each -> !each.cancelled());
  }

  int shipped(long line) {
    return units(part -> part.line() == line);
  }

  int remaining(Item item) {
    return Math.max(0, item.total() - units(part -> part.item() == item.id()));
  }

  int remaining(FulfilmentOrder order) {
    return order.items().stream().mapToInt(this::remaining).sum();
  }

  private int units(Predicate<Part> wanted) {
    return living()
        .flatMap(each -> each.parts().stream())
        .filter(wanted)
        .mapToInt(Part::quantity)
        .sum();
  }

  Optional<FulfilmentOrder> order(long id) {
    return orders.stream().filter(each -> each.id() == id).findFirst();
  }

  Optional<Fulfilment> fulfilment(long id) {
    return fulfilments.stream().filter(each -> each.id() == id).findFirst();
  }

  Dispatch withOrders(List<FulfilmentOrder> now) {
    return new Dispatch(now, fulfilments);
  }

  Dispatch with(FulfilmentOrder now) {
    return withOrders(orders.stream().map(each -> each.id() == now.id() ? now : each).toList());
  }

  /** In place of the one of its id, or behind the others. */
  Dispatch with(Fulfilment now) {
    List<Fulfilment> all = new ArrayList<>(fulfilments);
    all.replaceAll(each -> each.id() == now.id() ? now : each);
    if (!all.contains(now)) {
      all.add(now);
    }
    return new Dispatch(orders, all);
  }

  /** The ids by which the vendor finds the order from here. */
  Stream<Long> ids() {
    return Stream.concat(
        orders.stream().map(FulfilmentOrder::id), fulfilments.stream().map(Fulfilment::id));
  }

  /** What of the fulfilments is new or different. */
  List<Fulfilment> changedSince(Dispatch before) {
    return fulfilments.stream().filter(each -> !before.fulfilments().contains(each)).toList();
  }
}
