package io.plumbline.order.rules;

import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow.Decision;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.flow.Want;
import io.plumbline.order.aggregate.Fulfilment;
import io.plumbline.order.aggregate.LifeCycle.Billed;
import io.plumbline.order.aggregate.LifeCycle.Cancelled;
import io.plumbline.order.aggregate.LifeCycle.Closed;
import io.plumbline.order.aggregate.LifeCycle.Fulfilled;
import io.plumbline.order.aggregate.LifeCycle.Paid;
import io.plumbline.order.aggregate.LifeCycle.PartlyFulfilled;
import io.plumbline.order.aggregate.LifeCycle.Placed;
import io.plumbline.order.aggregate.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What follows from what the systems say about an order. Pure.
 *
 * @param erps the connections that keep the company's books
 * @param handledElsewhere channels whose orders another app brings to the ERP
 */
public record OrderRules(List<String> erps, Set<String> handledElsewhere) {

  public OrderRules {
    erps = List.copyOf(erps);
    handledElsewhere = Set.copyOf(handledElsewhere);
  }

  /**
   * Decides for one order.
   *
   * @param aliases what the ERPs call an item that the storefront sells under another SKU
   */
  public Decision decide(Order order, Map<String, String> aliases) {
    return new Decision(desired(order, aliases), exceptions(order));
  }

  private List<Want> desired(Order order, Map<String, String> aliases) {
    return order
        .origin()
        .filter(origin -> !elsewhere(origin))
        .map(origin ->
            erps.stream().flatMap(erp -> inErp(order, origin, erp, aliases).stream()).toList())
        .orElse(List.of());
  }

  private boolean elsewhere(Replica origin) {
    return Order.commercial(origin).channel().filter(handledElsewhere::contains).isPresent();
  }

  private Optional<Want> inErp(
      Order order, Replica origin, String erp, Map<String, String> aliases) {
    var there = order.in(erp).isPresent();
    var reference = origin.connection() + ":" + origin.externalId();
    var booked = new Booking(origin, aliases);
    return switch (order.state()) {
      // What never reached the books needs no cancelling there.
      case Cancelled _ ->
          there ? Optional.of(new Want(erp, reference, booked.cancellation())) : Optional.empty();
      case Placed _, Paid _, PartlyFulfilled _ ->
          Optional.of(new Want(erp, reference, booked.content()));
      case Fulfilled _, Billed _, Closed _ ->
          // The ERP's own record has authority now; an order that it lacks it still has to get.
          there && order.fulfilment() == Fulfilment.FULFILLED
              ? Optional.empty()
              : Optional.of(new Want(erp, reference, booked.content()));
    };
  }

  private List<Exceptional> exceptions(Order order) {
    var exceptions = new ArrayList<>(order.surprises());
    if (order.originDeleted()) {
      exceptions.add(
          new Exceptional(
              "deleted-at-origin",
              "Expected the order in the system that sold it; found it deleted there. Cancel it in"
                  + " the other systems by hand if it must not ship."));
    }
    order.origin().ifPresent(origin -> unnamed(origin).forEach(exceptions::add));
    return exceptions;
  }

  private static List<Exceptional> unnamed(Replica origin) {
    return Order.commercial(origin).lines().values().stream()
        .filter(line -> line.sku().isEmpty())
        .map(line ->
            new Exceptional(
                "line-without-sku",
                "Expected a SKU on line %s; found none. Give the product a SKU in %s."
                    .formatted(line.id(), origin.connection())))
        .toList();
  }
}
