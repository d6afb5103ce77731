package io.plumbline.order.rules;

import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow.Decision;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.flow.Want;
import io.plumbline.engine.observation.Content;
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
 * @param warehouses who ships
 * @param handledElsewhere channels whose orders another app brings to the ERP
 * @param books what of the money we book
 */
public record OrderRules(
    List<String> erps, Warehouses warehouses, Set<String> handledElsewhere, Books books) {

  public OrderRules {
    erps = List.copyOf(erps);
    handledElsewhere = Set.copyOf(handledElsewhere);
  }

  /** Where the ERP or its staff see to deposits and invoices. */
  public OrderRules(List<String> erps, Warehouses warehouses, Set<String> handledElsewhere) {
    this(erps, warehouses, handledElsewhere, Books.ORDERS_ONLY);
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
        .map(origin -> desired(order, origin, aliases))
        .orElse(List.of());
  }

  private List<Want> desired(Order order, Replica origin, Map<String, String> aliases) {
    var sale = new Sale(origin);
    var parcels = new Parcels(order, origin).told();
    var booking = new Booking(sale, parcels, books.dues(order, origin), aliases);
    var wants = new ArrayList<Want>();
    erps.forEach(erp ->
        inErp(order, erp, booking).ifPresent(content -> wants.add(want(erp, origin, content))));
    warehouses
        .of(origin.connection())
        .ifPresent(warehouse ->
            inWarehouse(order, warehouse, sale)
                .ifPresent(content -> wants.add(want(warehouse, origin, content))));
    booking.shipped().ifPresent(content -> wants.add(want(origin.connection(), origin, content)));
    return wants;
  }

  private static Want want(String connection, Replica origin, Content content) {
    return new Want(connection, origin.connection() + ":" + origin.externalId(), content);
  }

  private boolean elsewhere(Replica origin) {
    return Order.commercial(origin).channel().filter(handledElsewhere::contains).isPresent();
  }

  private static Optional<Content> inErp(Order order, String erp, Booking booking) {
    var there = order.in(erp).isPresent();
    return switch (order.state()) {
      // What never reached the books needs no cancelling there.
      case Cancelled _ -> there ? Optional.of(booking.sale().cancellation()) : Optional.empty();
      case Placed _, Paid _, PartlyFulfilled _ -> Optional.of(booking.content());
      case Fulfilled _, Billed _, Closed _ ->
          // The ERP's own record has authority now; an order that it lacks it still has to get.
          there && order.fulfilment() == Fulfilment.FULFILLED
              ? booking.belated()
              : Optional.of(booking.content());
    };
  }

  /**
   * What a warehouse has not shipped yet follows the storefront; what left it is history. It is
   * believed before others, who may call shipped what still stands at its dock. What others shipped
   * before it had the order is not asked of it: goods would leave twice.
   */
  private Optional<Content> inWarehouse(Order order, String warehouse, Sale sale) {
    if (order.fulfilmentIn(warehouse) == Fulfilment.FULFILLED) {
      return Optional.empty();
    }
    if (order.calledOff()) {
      return order.in(warehouse).map(_ -> sale.cancellation());
    }
    return switch (order.state()) {
      case Placed _, Paid _, PartlyFulfilled _, Fulfilled _ ->
          Optional.of(Picking.of(order, sale, warehouses.holdUnpaid()).content());
      case Billed _, Closed _, Cancelled _ -> Optional.empty();
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
