package io.plumbline.order.rules;

import io.plumbline.engine.connection.Role;
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
import io.plumbline.order.aggregate.Shipment;
import io.plumbline.order.aggregate.Uneven;
import io.quarkus.logging.Log;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What follows from what the systems say about an order. Pure, but for the log.
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
   * @param held whether a person keeps it back; empty where nobody ever did
   */
  public Decision decide(Order order, Map<String, String> aliases, Optional<Boolean> held) {
    var exceptions = new ArrayList<>(exceptions(order));
    var wants = new ArrayList<Want>();
    var undecided = new TreeSet<String>();
    order
        .origin()
        .filter(origin -> !elsewhere(origin))
        .ifPresent(origin ->
            asked(order, origin, aliases, held)
                .forEach((connection, content) -> {
                  try {
                    content.get().ifPresent(what -> wants.add(want(connection, origin, what)));
                  } catch (RuntimeException e) {
                    // One system's part must not keep back what the others are to be told.
                    // Its message may quote a person; the class and the place do not.
                    Log.errorf(
                        "What a system ought to say could not be worked out: key=%s connection=%s defect=%s at=%s",
                        order.key(),
                        connection,
                        e.getClass().getName(),
                        Arrays.stream(e.getStackTrace()).findFirst());
                    undecided.add(connection);
                    exceptions.add(undecided(order, connection, e));
                  }
                }));
    return new Decision(wants, exceptions, undecided);
  }

  private static Exceptional undecided(Order order, String connection, RuntimeException defect) {
    return new Exceptional(
        "undecided",
        "Expected to work out what %s should say of order %s; found %s, a defect of ours. The other systems are told as ever, %s keeps what it says. Report it with the log's entry of that key, then retry."
            .formatted(connection, order.key(), defect.getClass().getSimpleName(), connection));
  }

  /** Of an order that nobody ever kept back. */
  Decision decide(Order order, Map<String, String> aliases) {
    return decide(order, aliases, Optional.empty());
  }

  /** What each system ought to say, still to be worked out, each by itself. */
  private Map<String, Supplier<Optional<Content>>> asked(
      Order order, Replica origin, Map<String, String> aliases, Optional<Boolean> held) {
    var sale = new Sale(origin);
    var parcels = new Parcels(order, origin);
    var asked = new LinkedHashMap<String, Supplier<Optional<Content>>>();
    erps.forEach(erp ->
        asked.put(
            erp,
            () -> {
              var dues = books.dues(order, origin);
              return inErp(order, erp, new Booking(sale, parcels.toldTo(erp), dues, aliases));
            }));
    warehouses
        .of(origin.connection())
        .ifPresent(
            warehouse -> asked.put(warehouse, () -> inWarehouse(order, warehouse, sale, held)));
    asked.put(origin.connection(), () -> parcels.told().map(Parcels::alone));
    return asked;
  }

  private static Want want(String connection, Replica origin, Content content) {
    return new Want(connection, origin.connection() + ":" + origin.externalId(), content);
  }

  private boolean elsewhere(Replica origin) {
    return Order.commercial(origin).channel().filter(handledElsewhere::contains).isPresent();
  }

  private static Optional<Content> inErp(Order order, String erp, Booking booking) {
    var there = order.in(erp).isPresent();
    if (order.state() instanceof Cancelled) {
      // What never reached the books needs no cancelling there.
      return there ? Optional.of(booking.sale().cancellation()) : Optional.empty();
    }
    if (!there) {
      return Optional.of(booking.content());
    }
    if (booksAreClosed(order, erp)) {
      return booking.belated();
    }
    return Optional.of(order.calledOff() ? booking.calledOff() : booking.content());
  }

  /**
   * The ERP's own record has authority once all has left. Until it has booked that itself it may
   * lack an edit from before, too.
   */
  private static boolean booksAreClosed(Order order, String erp) {
    return order.fulfilment() == Fulfilment.FULFILLED
        && (!order.isIn(Role.WMS) || order.fulfilmentIn(erp) == Fulfilment.FULFILLED);
  }

  /**
   * What a warehouse has not shipped yet follows the storefront; what left it is history. It is
   * believed before others, who may call shipped what still stands at its dock. What others shipped
   * before it had the order is not asked of it: goods would leave twice.
   */
  private Optional<Content> inWarehouse(
      Order order, String warehouse, Sale sale, Optional<Boolean> held) {
    if (order.fulfilmentIn(warehouse) == Fulfilment.FULFILLED) {
      return Optional.empty();
    }
    if (order.calledOff()) {
      return order.in(warehouse).map(record -> new Stop(sale, record).content());
    }
    return switch (order.state()) {
      case Placed _, Paid _, PartlyFulfilled _, Fulfilled _ ->
          Optional.of(new Picking(sale, unpaid(order), held).content());
      case Billed _, Closed _, Cancelled _ -> Optional.empty();
    };
  }

  private boolean unpaid(Order order) {
    return warehouses.holdUnpaid() && !order.paymentPromised();
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
    order
        .origin()
        .ifPresent(origin -> {
          exceptions.addAll(unnamed(origin));
          erps.forEach(erp -> exceptions.addAll(billed(new Parcels(order, origin), erp)));
        });
    order.uneven().stream().map(OrderRules::uneven).forEach(exceptions::add);
    order.shipments().stream()
        .filter(Shipment::returned)
        .map(OrderRules::cameBack)
        .forEach(exceptions::add);
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

  private static List<Exceptional> billed(Parcels parcels, String erp) {
    return parcels.billed(erp).entrySet().stream()
        .map(voided ->
            new Exceptional(
                "billed-not-shipped",
                "Expected nothing billed of parcel %s, whose label %s voided; found invoice %s of it in %s. Credit the buyer there. Where the invoice is deleted, the shipment is taken back by itself."
                    .formatted(
                        number(voided.getKey()),
                        voided.getKey().warehouse(),
                        voided.getValue(),
                        erp)))
        .toList();
  }

  private static String number(Shipment shipment) {
    return shipment.fields().path("tracking").asText(shipment.id());
  }

  private static Exceptional cameBack(Shipment shipment) {
    return new Exceptional(
        "returned-to-sender",
        "Expected parcel %s of %s to reach the buyer; found that it came back to the sender. Ask the buyer for the address and ship it anew, or take it in as a return and refund it."
            .formatted(number(shipment), shipment.warehouse()));
  }

  private static Exceptional uneven(Uneven line) {
    return new Exceptional(
        line.isShort() ? "short-shipped" : "shipped-beyond-order",
        "Expected the warehouse to ship %s of line %s; found %s shipped and that it is done. %s"
            .formatted(
                line.sold().toPlainString(),
                line.line(),
                line.shipped().toPlainString(),
                line.isShort()
                    ? "Take the rest off the order where it was sold and refund it, or sell it anew."
                    : "Put the difference back on the order where it was sold, or take it back as a return."));
  }
}
