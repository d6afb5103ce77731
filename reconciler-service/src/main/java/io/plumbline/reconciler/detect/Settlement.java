package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Billing;
import io.plumbline.reconciler.event.Billing.Payment;
import io.plumbline.reconciler.event.Billing.Payout;
import io.plumbline.reconciler.view.Said;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the provider has to pay out, with the entries of its account that settle it.
 *
 * @param entries by their ids; none where nothing has settled it yet
 */
record Settlement(String id, Payment payment, Map<String, Payout> entries) {

  /** What is worst comes first; whatever is not listed is no worse than pending. */
  private static final List<String> UNPAID =
      List.of("failed", "cancelled", "actionRequired", "pending", "scheduled");

  private static final String CHARGE = "charge";
  private static final String REFUND = "refund";

  /** The payments of an order whose shop tells of both; none where it does not. */
  static Stream<Settlement> of(Said shop) {
    Map<String, Payout> all = payouts(shop).orElse(Map.of());
    return payouts(shop).isEmpty()
        ? Stream.empty()
        : payments(shop).entrySet().stream()
            .filter(entry -> owed(entry.getValue()))
            .map(entry -> of(entry.getKey(), entry.getValue(), all));
  }

  private static Settlement of(String id, Payment payment, Map<String, Payout> all) {
    Map<String, Payout> entries = new TreeMap<>();
    all.forEach((entry, payout) -> {
      if (settles(payout, id, payment)) {
        entries.put(entry, payout);
      }
    });
    return new Settlement(id, payment, entries);
  }

  /** Entries that claim to settle a payment which the shop does not know as one to be paid out. */
  static Map<String, Payout> strangers(Said shop) {
    List<Settlement> known = of(shop).toList();
    Map<String, Payout> strangers = new TreeMap<>();
    payouts(shop)
        .orElse(Map.of())
        .forEach((id, payout) -> {
          boolean settling = payout.is(CHARGE) || payout.is(REFUND);
          if (settling && known.stream().noneMatch(one -> one.entries().containsKey(id))) {
            strangers.put(id, payout);
          }
        });
    return strangers;
  }

  static Optional<Map<String, Payout>> payouts(Said shop) {
    Billing billing = shop.facets().billing();
    return billing == null || billing.payments() == null
        ? Optional.empty()
        : Optional.ofNullable(billing.payouts());
  }

  /** What the shop received, before anything was given back; empty where it does not tell. */
  static Optional<BigDecimal> received(Said shop) {
    Billing billing = shop.facets().billing();
    return billing == null || billing.payments() == null
        ? Optional.empty()
        : Optional.of(
            billing.payments().values().stream()
                .filter(Payment::succeeded)
                .map(Settlement::received)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  private static BigDecimal received(Payment payment) {
    BigDecimal amount = Objects.requireNonNullElse(payment.amount(), BigDecimal.ZERO);
    if (payment.received()) {
      return amount;
    }
    return payment.change() ? amount.negate() : BigDecimal.ZERO;
  }

  private static Map<String, Payment> payments(Said shop) {
    Billing billing = shop.facets().billing();
    Map<String, Payment> payments = billing == null ? null : billing.payments();
    return payments == null ? Map.of() : payments;
  }

  private static boolean owed(Payment payment) {
    return payment.viaPayout()
        && payment.succeeded()
        && payment.amount() != null
        && (payment.received() || payment.returned());
  }

  private static boolean settles(Payout payout, String id, Payment payment) {
    return id.equals(payout.payment()) && payout.is(payment.returned() ? REFUND : CHARGE);
  }

  /** Amounts of one currency only; another would compare exchange rates. */
  boolean comparable() {
    String currency = payment.currency();
    return !entries.isEmpty()
        && currency != null
        && entries.values().stream()
            .allMatch(entry -> currency.equals(entry.currency()) && entry.amount() != null);
  }

  /** What the account ought to say of it. */
  BigDecimal owed() {
    BigDecimal amount = Objects.requireNonNullElse(payment.amount(), BigDecimal.ZERO);
    return payment.returned() ? amount.negate() : amount;
  }

  BigDecimal gross() {
    return sum(entries.values().stream(), Payout::amount);
  }

  BigDecimal fees() {
    return sum(entries.values().stream(), Payout::fee);
  }

  /** Why it has not reached the bank; empty where it has. */
  Optional<String> unpaid() {
    if (entries.isEmpty()) {
      return Optional.of("absent");
    }
    List<String> states = open().map(Settlement::state).distinct().toList();
    return UNPAID.stream().filter(states::contains).findFirst();
  }

  /** How much of it has not. */
  BigDecimal outstanding() {
    return comparable() ? sum(open(), Payout::amount) : owed();
  }

  private Stream<Payout> open() {
    return entries.values().stream().filter(entry -> !"paid".equals(entry.payoutStatus()));
  }

  private static String state(Payout entry) {
    return Objects.requireNonNullElse(entry.payoutStatus(), "pending");
  }

  static BigDecimal sum(Stream<Payout> entries, Function<Payout, @Nullable BigDecimal> amount) {
    return entries
        .map(entry -> Objects.requireNonNullElse(amount.apply(entry), BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
