package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Disagreement.Topic;
import io.plumbline.sandbox.oracle.Unit.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a payment provider puts on the account for an order is what came in less the fee it told,
 * and none of it is taken back. When it pays out is not judged.
 */
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
      if (!settling.isEmpty()) {
        found.addAll(settled(now, shop, payment, settling));
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

  private static List<Disagreement> settled(
      Now now, Facts shop, Paid.Payment payment, List<Paid.Entry> settling) {
    List<Disagreement> found = new ArrayList<>();
    String name = "payments[%s]".formatted(payment.id());
    differing(now, shop, name + ".amount", payment.amount(), sum(settling, Paid.Entry::amount))
        .ifPresent(found::add);
    payment
        .fee()
        .flatMap(told -> differing(now, shop, name + ".fee", told, sum(settling, Paid.Entry::fee)))
        .ifPresent(found::add);
    boolean counted = !found.isEmpty();
    for (Paid.Entry entry : settling) {
      String field = "payouts[%s].net".formatted(entry.id());
      differing(now, shop, field, entry.amount().subtract(entry.fee()), entry.net())
          .map(net -> counted ? free(net) : net)
          .ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Disagreement> differing(
      Now now, Facts shop, String field, BigDecimal expected, BigDecimal actual) {
    return expected.compareTo(actual) == 0
        ? Optional.empty()
        : Optional.of(
            mismatch(
                now,
                field,
                expected,
                actual,
                Stake.of(Optional.of(expected.subtract(actual)), shop)));
  }

  /** The same money stands at another disagreement already. */
  private static Disagreement free(Disagreement one) {
    return new Disagreement(one.topic(), one.values().costing(Stake.NONE));
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
