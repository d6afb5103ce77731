package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What a payment provider pays out of an order is what came in, and none of it is taken back. */
final class Payouts {
  private static final String CHARGE = "charge";
  private static final String DISPUTE = "dispute";

  private Payouts() {}

  static List<Disagreement> judge(Now now, Facts shop) {
    List<Disagreement> found = new ArrayList<>();
    for (Paid.Payment payment : shop.paid().payments()) {
      List<Paid.Entry> settling =
          entries(shop, CHARGE).stream()
              .filter(entry -> entry.payment().equals(payment.id()))
              .toList();
      BigDecimal settled = sum(settling, Paid.Entry::amount);
      if (!settling.isEmpty() && settled.compareTo(payment.amount()) != 0) {
        found.add(
            mismatch(
                now,
                "payments[%s].amount".formatted(payment.id()),
                payment.amount(),
                settled,
                Stake.of(Optional.of(payment.amount().subtract(settled)), shop)));
      }
    }
    List<Paid.Entry> takenBack = entries(shop, DISPUTE);
    BigDecimal back = sum(takenBack, Paid.Entry::amount);
    if (back.signum() != 0) {
      Stake stake = Stake.of(Optional.of(sum(takenBack, Paid.Entry::net)), shop);
      found.add(mismatch(now, "payouts.chargeback", BigDecimal.ZERO, back, stake));
    }
    return found;
  }

  private static Disagreement mismatch(
      Now now, String field, BigDecimal expected, BigDecimal actual, Stake stake) {
    return new Disagreement(
        new Topic(Kind.PAYOUT_MISMATCH, now.storefront(), field),
        new Values(Facts.plain(expected), Facts.plain(actual), stake));
  }

  private static List<Paid.Entry> entries(Facts shop, String type) {
    return shop.paid().entries().stream().filter(entry -> entry.type().equals(type)).toList();
  }

  private static BigDecimal sum(List<Paid.Entry> entries, Function<Paid.Entry, BigDecimal> amount) {
    return entries.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
