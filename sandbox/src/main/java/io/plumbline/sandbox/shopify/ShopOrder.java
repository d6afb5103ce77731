package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.Dispatch.Progress;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
    Dispatch dispatch,
    boolean refunded,
    String channel,
    boolean test,
    List<Line> lines,
    BigDecimal shipping,
    BigDecimal discount,
    List<Payment> payments,
    List<BalanceEntry> balance,
    List<RefundLine> refundLines,
    Customer customer,
    Remarks remarks) {

  ShopOrder {
    lines = List.copyOf(lines);
    payments = List.copyOf(payments);
    balance = List.copyOf(balance);
    refundLines = List.copyOf(refundLines);
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
   * @param current after edits and refunds
   */
  record Line(long id, String sku, String title, int quantity, int current, BigDecimal unitPrice) {
    Line withCurrent(int now) {
      return new Line(id, sku, title, quantity, now, unitPrice);
    }
  }

  /**
   * Money that moved; a gift card is one of the gateways.
   *
   * @param parent what a refund gives back
   * @param fee what Shopify Payments says it keeps of it
   */
  record Payment(
      long id,
      String kind,
      String gateway,
      BigDecimal amount,
      Instant processed,
      @Nullable Long parent,
      @Nullable BigDecimal fee) {
    boolean received() {
      return kind.equals("sale");
    }
  }

  /**
   * Who bought.
   *
   * @param street where it goes; the bill stays where it was
   */
  record Customer(long id, String email, String name, String country, String street) {
    static final String STREET = "1 High Street";

    Customer at(String newStreet) {
      return new Customer(id, email, name, country, newStreet);
    }
  }

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

  /** How much of it left; what an edit took away afterwards counts no more. */
  Progress progress() {
    int shipped = lines.stream().mapToInt(line -> dispatch.shipped(line.id())).sum();
    return Progress.of(shipped, lines.stream().mapToInt(this::unfulfilled).sum());
  }

  boolean fulfilled() {
    return progress() == Progress.WHOLE;
  }

  int unfulfilled(Line line) {
    return Math.max(0, due(line) - dispatch.shipped(line.id()));
  }

  /** How much of a line is to leave, or has left: given back or not. */
  int due(Line line) {
    return line.current() + returned(line.id());
  }

  /** How much of what had left was given back. */
  int returned(long line) {
    return refundLines.stream()
        .filter(each -> each.line() == line)
        .mapToInt(RefundLine::shipped)
        .sum();
  }

  ShopOrder without(Line less, int units) {
    return with(
        lines.stream()
            .map(line -> line.id() == less.id() ? line.withCurrent(line.current() - units) : line)
            .toList());
  }

  ShopOrder refunding(List<RefundLine> before, List<RefundLine> more) {
    Next next = new Next(this);
    next.refundLines = Stream.concat(before.stream(), more.stream()).toList();
    return next.order();
  }

  Optional<Line> line(long lineId) {
    return lines.stream().filter(line -> line.id() == lineId).findFirst();
  }

  ShopOrder with(List<Line> newLines) {
    Next next = new Next(this);
    next.lines = newLines;
    return next.order();
  }

  ShopOrder with(Customer newCustomer, Remarks newRemarks) {
    Next next = new Next(this);
    next.customer = newCustomer;
    next.remarks = newRemarks;
    return next.order();
  }

  ShopOrder with(BigDecimal newShipping, BigDecimal newDiscount) {
    Next next = new Next(this);
    next.shipping = newShipping;
    next.discount = newDiscount;
    return next.order();
  }

  ShopOrder cancelledAt(Instant at, String reason, boolean refund) {
    Next next = new Next(this);
    next.dates = new Dates(dates.created(), dates.updated(), dates.placed(), at);
    next.cancelReason = reason;
    next.refunded = refund;
    return next.order();
  }

  ShopOrder with(Dispatch newDispatch) {
    Next next = new Next(this);
    next.dispatch = newDispatch;
    return next.order();
  }

  ShopOrder paidBy(List<Payment> newPayments) {
    return with(balance, newPayments);
  }

  ShopOrder with(List<BalanceEntry> newBalance, List<Payment> newPayments) {
    Next next = new Next(this);
    next.balance = newBalance;
    next.payments = newPayments;
    return next.order();
  }

  /** The vendor stamps whole seconds. */
  ShopOrder stamped(Instant at) {
    Next next = new Next(this);
    next.dates = new Dates(dates.created(), at, dates.placed(), dates.cancelled());
    return next.order();
  }

  /** The order as it will be: everything that is not set anew stays. */
  private static final class Next {
    private final ShopOrder before;
    private Dates dates;
    private @Nullable String cancelReason;
    private Dispatch dispatch;
    private boolean refunded;
    private List<Line> lines;
    private BigDecimal shipping;
    private BigDecimal discount;
    private List<Payment> payments;
    private List<BalanceEntry> balance;
    private List<RefundLine> refundLines;
    private Customer customer;
    private Remarks remarks;

    Next(ShopOrder before) {
      this.before = before;
      this.dates = before.dates;
      this.cancelReason = before.cancelReason;
      this.dispatch = before.dispatch;
      this.refunded = before.refunded;
      this.lines = before.lines;
      this.shipping = before.shipping;
      this.discount = before.discount;
      this.payments = before.payments;
      this.balance = before.balance;
      this.refundLines = before.refundLines;
      this.customer = before.customer;
      this.remarks = before.remarks;
    }

    ShopOrder order() {
      return new ShopOrder(
          before.id,
          before.name,
          before.number,
          dates,
          before.money,
          cancelReason,
          dispatch,
          refunded,
          before.channel,
          before.test,
          lines,
          shipping,
          discount,
          payments,
          balance,
          refundLines,
          customer,
          remarks);
    }
  }
}
