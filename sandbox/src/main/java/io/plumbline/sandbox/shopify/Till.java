package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.shopify.BalanceEntry.Payout;
import io.plumbline.sandbox.shopify.ShopOrder.Payment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes money for an order and gives it back. What goes through Shopify Payments stands on the
 * shop's account as well; manual payments and gift cards do not.
 */
record Till(Ids ids, Instant now, Optional<Tariff> tariff) {
  private static final String NO_PROVIDER = "sandbox_pay";
  private static final String SALE = "sale";
  private static final String REFUND = "refund";

  /** Who takes a buyer's money where nothing else is said. */
  String gateway() {
    return tariff.isPresent() ? Tariff.GATEWAY : NO_PROVIDER;
  }

  ShopOrder taken(ShopOrder order, String gateway, BigDecimal amount) {
    long id = ids.nextPayment();
    Optional<BigDecimal> fee = provider(gateway).map(tariff -> tariff.fee(amount));
    List<Payment> payments = new ArrayList<>(order.payments());
    payments.add(new Payment(id, SALE, gateway, amount, now, null, fee.orElse(null)));
    ShopOrder paid = order.paidBy(payments);
    return fee.map(kept -> booked(paid, BalanceEntry.Type.CHARGE, id, amount, kept)).orElse(paid);
  }

  /** Gives money back, the newest payment first, and never more than came in. */
  ShopOrder refunded(ShopOrder before, BigDecimal amount) {
    ShopOrder order = before;
    BigDecimal left = amount;
    for (Payment payment : before.payments().reversed()) {
      BigDecimal part = left.min(refundable(before, payment));
      if (part.signum() > 0) {
        order = refunded(order, payment, part);
        left = left.subtract(part);
      }
    }
    if (left.signum() > 0) {
      throw new Refused(List.of("amount"), "Refund amount is more than what was received.");
    }
    return order;
  }

  /** Gives back whatever is left to give. */
  ShopOrder refunded(ShopOrder order) {
    return refunded(
        order, FinancialStatus.received(order).subtract(FinancialStatus.refunded(order)));
  }

  private ShopOrder refunded(ShopOrder order, Payment parent, BigDecimal amount) {
    long id = ids.nextPayment();
    List<Payment> payments = new ArrayList<>(order.payments());
    payments.add(new Payment(id, REFUND, parent.gateway(), amount, now, parent.id(), null));
    ShopOrder refunded = order.paidBy(payments);
    // The provider keeps what it took for the charge.
    return provider(parent.gateway()).isPresent()
        ? booked(
            refunded, BalanceEntry.Type.REFUND, id, amount.negate(), BigDecimal.ZERO.setScale(2))
        : refunded;
  }

  private static BigDecimal refundable(ShopOrder order, Payment payment) {
    if (!payment.received()) {
      return BigDecimal.ZERO;
    }
    return order.payments().stream()
        .filter(each -> each.parent() != null && each.parent() == payment.id())
        .map(Payment::amount)
        .reduce(payment.amount(), BigDecimal::subtract);
  }

  /** The buyer's bank takes the money back, and the provider keeps a fee for its trouble. */
  ShopOrder chargedBack(ShopOrder order, JsonNode json) {
    BalanceEntry charge =
        newest(order, entry -> entry.type() == BalanceEntry.Type.CHARGE)
            .orElseThrow(
                () -> new Refused(List.of("order"), "nothing was charged of " + order.name()));
    BigDecimal amount = Json.decimal(json, "amount").orElse(charge.amount());
    BigDecimal fee = Json.decimal(json, "fee").orElse(new BigDecimal("15.00"));
    return booked(order, BalanceEntry.Type.DISPUTE, charge.payment(), amount.negate(), fee);
  }

  /** The account says something else of an entry: the one named, or the newest charge. */
  ShopOrder misbooked(ShopOrder order, JsonNode json) {
    BalanceEntry named =
        Json.text(json, "entry")
            .map(id -> newest(order, entry -> entry.id() == Long.parseLong(id)))
            .orElseGet(() -> newest(order, entry -> entry.type() == BalanceEntry.Type.CHARGE))
            .orElseThrow(() -> new Refused(List.of("entry"), "no such entry: " + json));
    BigDecimal amount = Json.decimal(json, "amount").orElse(named.amount());
    BigDecimal fee = Json.decimal(json, "fee").orElse(named.fee());
    BigDecimal net = Json.decimal(json, "net").orElse(amount.subtract(fee));
    return replaced(
        order, entry -> entry.id() == named.id() ? entry.saying(amount, fee, net) : entry);
  }

  /** What is not in a payout yet will be in none. */
  static ShopOrder withheld(ShopOrder order) {
    return replaced(order, entry -> entry.due() ? entry.withheldFromPayouts() : entry);
  }

  static boolean due(ShopOrder order) {
    return order.balance().stream().anyMatch(BalanceEntry::due);
  }

  static ShopOrder paidOut(ShopOrder order, Payout payout) {
    return replaced(order, entry -> entry.due() ? entry.in(payout) : entry);
  }

  /** The payout's entries follow what becomes of it. */
  static ShopOrder followed(ShopOrder order, Payout payout) {
    return replaced(
        order,
        entry ->
            entry.payout() != null && entry.payout().id() == payout.id()
                ? entry.in(payout)
                : entry);
  }

  private static ShopOrder replaced(ShopOrder order, UnaryOperator<BalanceEntry> change) {
    return order.with(order.balance().stream().map(change).toList(), order.payments());
  }

  private ShopOrder booked(
      ShopOrder order,
      BalanceEntry.Type type,
      @Nullable Long payment,
      BigDecimal amount,
      BigDecimal fee) {
    List<BalanceEntry> balance = new ArrayList<>(order.balance());
    balance.add(
        new BalanceEntry(
            ids.nextBalanceEntry(),
            type,
            payment,
            amount,
            fee,
            amount.subtract(fee),
            now,
            null,
            false));
    return order.with(balance, order.payments());
  }

  private Optional<Tariff> provider(String gateway) {
    return tariff.filter(_ -> gateway.equals(Tariff.GATEWAY));
  }

  private static Optional<BalanceEntry> newest(ShopOrder order, Predicate<BalanceEntry> wanted) {
    return order.balance().reversed().stream().filter(wanted).findFirst();
  }
}
