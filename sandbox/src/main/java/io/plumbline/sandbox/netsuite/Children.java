package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.ItemFulfillment.ShipStatus;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import io.plumbline.sandbox.netsuite.SalesOrder.Status;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What was made from a sales order, and what that makes of it. */
record Children(
    List<ItemFulfillment> fulfillments,
    List<Invoice> invoices,
    List<CustomerDeposit> deposits,
    List<CreditMemo> credits) {

  static final Children NONE = new Children(List.of(), List.of(), List.of(), List.of());

  Children {
    fulfillments = List.copyOf(fulfillments);
    invoices = List.copyOf(invoices);
    deposits = List.copyOf(deposits);
    credits = List.copyOf(credits);
  }

  Stream<Transaction> all() {
    return Stream.of(fulfillments, invoices, deposits, credits).flatMap(List::stream);
  }

  /** With one more, or with another state of one of these. */
  Children with(Transaction child) {
    return switch (child) {
      case ItemFulfillment made ->
          new Children(laid(fulfillments, made), invoices, deposits, credits);
      case Invoice made -> new Children(fulfillments, laid(invoices, made), deposits, credits);
      case CustomerDeposit made ->
          new Children(fulfillments, invoices, laid(deposits, made), credits);
      case CreditMemo made -> new Children(fulfillments, invoices, deposits, laid(credits, made));
      case SalesOrder _ -> throw new IllegalArgumentException("a sales order is nobody's child");
    };
  }

  Children without(ItemFulfillment gone) {
    List<ItemFulfillment> left =
        fulfillments.stream().filter(each -> each.id() != gone.id()).toList();
    return new Children(left, invoices, deposits, credits);
  }

  /** Picked, packed or shipped: no other fulfilment can have it. */
  BigDecimal taken(int line) {
    return sum(fulfillments, each -> each.of(line));
  }

  BigDecimal shipped(int line) {
    return sum(
        fulfillments.stream().filter(each -> each.shipStatus() == ShipStatus.C).toList(),
        each -> each.of(line));
  }

  BigDecimal billed(int line) {
    return sum(invoices, each -> each.of(line));
  }

  /** Those of one invoice. */
  List<CreditMemo> creditsOf(Invoice invoice) {
    return credits.stream().filter(each -> each.invoice() == invoice.id()).toList();
  }

  /** Where an order of these lines stands, if nothing but its children decides. */
  Status status(List<Line> lines) {
    List<Line> open = lines.stream().filter(line -> !line.closed() || touched(line)).toList();
    boolean anyShipped = open.stream().anyMatch(line -> shipped(line.line()).signum() > 0);
    if (!anyShipped) {
      return Status.B;
    }
    boolean allBilled =
        open.stream().allMatch(line -> covers(billed(line.line()), shipped(line.line())));
    boolean allShipped =
        open.stream()
            .allMatch(line -> line.closed() || covers(shipped(line.line()), line.quantity()));
    if (allShipped) {
      return allBilled ? Status.G : Status.F;
    }
    return allBilled ? Status.D : Status.E;
  }

  private boolean touched(Line line) {
    return shipped(line.line()).signum() > 0;
  }

  private static boolean covers(BigDecimal done, BigDecimal wanted) {
    return done.compareTo(wanted) >= 0;
  }

  private static <T> BigDecimal sum(List<T> among, Function<T, BigDecimal> quantity) {
    return among.stream().map(quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static <T extends Transaction> List<T> laid(List<T> over, T child) {
    List<T> result = new ArrayList<>(over);
    result.replaceAll(each -> each.id() == child.id() ? child : each);
    if (!result.contains(child)) {
      result.add(child);
    }
    return result;
  }
}
