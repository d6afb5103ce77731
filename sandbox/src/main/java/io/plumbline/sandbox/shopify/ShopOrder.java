package io.plumbline.sandbox.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order as the storefront keeps it.
 *
 * @param discount the order's discount code, as an amount over all lines
 */
record ShopOrder(
    long id,
    String name,
    int number,
    Dates dates,
    Money money,
    @Nullable String cancelReason,
    boolean fulfilled,
    boolean refunded,
    String channel,
    boolean test,
    List<Line> lines,
    BigDecimal shipping,
    BigDecimal discount,
    List<Payment> payments,
    Customer customer,
    Remarks remarks) {

  ShopOrder {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
  }

  /** When things happened; {@code placed} is the business time of an imported order. */
  record Dates(Instant created, Instant updated, Instant placed, @Nullable Instant cancelled) {}

  /**
   * The currencies and the tax mode.
   *
   * @param rate presentment currency per unit of shop currency
   */
  record Money(
      String currency,
      String presentment,
      BigDecimal rate,
      boolean taxesIncluded,
      BigDecimal taxRate) {}

  /**
   * One order line.
   *
   * @param quantity as ordered; zero for a line that an edit added
   * @param current after edits
   */
  record Line(long id, String sku, String title, int quantity, int current, BigDecimal unitPrice) {
    Line withCurrent(int now) {
      return new Line(id, sku, title, quantity, now, unitPrice);
    }
  }

  /** Money that moved; a gift card is one of the gateways. */
  record Payment(long id, String kind, String gateway, BigDecimal amount, Instant processed) {}

  /** Who bought. */
  record Customer(long id, String email, String name, String country) {}

  /** What people and apps write on an order. */
  record Remarks(@Nullable String note, List<String> tags, @Nullable String poNumber) {
    static final Remarks NONE = new Remarks(null, List.of(), null);

    Remarks {
      tags = List.copyOf(tags);
    }
  }

  boolean cancelled() {
    return dates.cancelled() != null;
  }

  Optional<Line> line(long lineId) {
    return lines.stream().filter(line -> line.id() == lineId).findFirst();
  }

  ShopOrder with(List<Line> newLines) {
    return new ShopOrder(
        id,
        name,
        number,
        dates,
        money,
        cancelReason,
        fulfilled,
        refunded,
        channel,
        test,
        newLines,
        shipping,
        discount,
        payments,
        customer,
        remarks);
  }

  ShopOrder with(Customer newCustomer, Remarks newRemarks) {
    return new ShopOrder(
        id,
        name,
        number,
        dates,
        money,
        cancelReason,
        fulfilled,
        refunded,
        channel,
        test,
        lines,
        shipping,
        discount,
        payments,
        newCustomer,
        newRemarks);
  }

  ShopOrder cancelledAt(Instant at, String reason, boolean refund) {
    Dates when = new Dates(dates.created(), dates.updated(), dates.placed(), at);
    return new ShopOrder(
        id, name, number, when, money, reason, fulfilled, refund, channel, test, lines, shipping,
        discount, payments, customer, remarks);
  }

  ShopOrder asFulfilled() {
    return new ShopOrder(
        id,
        name,
        number,
        dates,
        money,
        cancelReason,
        true,
        refunded,
        channel,
        test,
        lines,
        shipping,
        discount,
        payments,
        customer,
        remarks);
  }

  ShopOrder with(BigDecimal newShipping, BigDecimal newDiscount) {
    return new ShopOrder(
        id,
        name,
        number,
        dates,
        money,
        cancelReason,
        fulfilled,
        refunded,
        channel,
        test,
        lines,
        newShipping,
        newDiscount,
        payments,
        customer,
        remarks);
  }

  ShopOrder paidBy(List<Payment> newPayments) {
    return new ShopOrder(
        id,
        name,
        number,
        dates,
        money,
        cancelReason,
        fulfilled,
        refunded,
        channel,
        test,
        lines,
        shipping,
        discount,
        newPayments,
        customer,
        remarks);
  }

  /** The vendor stamps whole seconds. */
  ShopOrder stamped(Instant at) {
    Dates when = new Dates(dates.created(), at, dates.placed(), dates.cancelled());
    return new ShopOrder(
        id,
        name,
        number,
        when,
        money,
        cancelReason,
        fulfilled,
        refunded,
        channel,
        test,
        lines,
        shipping,
        discount,
        payments,
        customer,
        remarks);
  }
}
