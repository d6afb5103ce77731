package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Billing.Payout;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a shop captured is not what its payment provider put on the account, or not what the books
 * show as received. Money in the bank is a fact: the account answers for what was captured, and the
 * books for what was received.
 */
final class PayoutMismatch implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Storefronts.of(view).stream()
        .flatMap(name -> view.primary(name).stream())
        .flatMap(shop -> {
          Stream<Discrepancy> account =
              Settlement.payouts(shop).isPresent()
                  ? new Account(shop, company).discrepancies()
                  : untold(view, shop);
          return Stream.concat(account, books(view, shop, company));
        });
  }

  /**
   * What the account was found to say, where its listing no longer reaches back to the order or
   * could not be read: silence is no agreement, so it stays as it was.
   */
  private static Stream<Discrepancy> untold(View view, Said shop) {
    Hop own = new Hop(shop.connection(), shop.connection());
    return view.episodes().values().stream()
        .map(Episode::discrepancy)
        .filter(known -> known.kind() == Kind.PAYOUT_MISMATCH && known.hop().equals(own));
  }

  private static Stream<Discrepancy> books(View view, Said shop, Company company) {
    return view.heard(Role.ERP).stream()
        .flatMap(name -> view.primary(name).stream())
        .filter(erp -> !shop.cancelled() && !erp.cancelled() && sameCurrency(shop, erp))
        .flatMap(erp ->
            Settlement.received(shop).stream()
                .flatMap(received ->
                    Values.deposited(erp.facets().billing()).stream()
                        .filter(booked -> company.policy().differs(received, booked))
                        .map(booked -> deposits(shop, erp, received, booked))));
  }

  private static boolean sameCurrency(Said shop, Said erp) {
    String here = currency(shop);
    String there = currency(erp);
    return here == null || there == null || here.equals(there);
  }

  private static @Nullable String currency(Said said) {
    return said.commercial().map(order -> order.currency()).orElse(null);
  }

  private static Discrepancy deposits(Said shop, Said erp, BigDecimal received, BigDecimal booked) {
    return new Discrepancy(
        Kind.PAYOUT_MISMATCH,
        new Hop(shop.connection(), erp.connection()),
        Set.of(shop.connection(), erp.connection()),
        Values.DEPOSITS,
        Values.DEPOSITS,
        Values.spelled(received),
        Values.spelled(booked),
        "the books show as deposited what was received",
        CostModel.money(received.subtract(booked), currency(shop), CostModel.DEPOSITED)
            .orElse(null));
  }

  /** The shop's own two statements: what passed at the till, and what its account says. */
  private record Account(Said shop, Company company) {

    Stream<Discrepancy> discrepancies() {
      return Stream.of(
              Settlement.of(shop).flatMap(this::payment),
              Settlement.strangers(shop).entrySet().stream()
                  .map(entry -> stranger(entry.getKey(), entry.getValue())),
              takenBack())
          .flatMap(found -> found);
    }

    private Stream<Discrepancy> payment(Settlement settlement) {
      Optional<Discrepancy> amount = amount(settlement);
      Optional<Discrepancy> fee = fee(settlement);
      boolean counted = amount.isPresent() || fee.isPresent();
      Stream<Discrepancy> nets =
          settlement.entries().entrySet().stream()
              .flatMap(entry -> net(entry.getKey(), entry.getValue()))
              .map(net -> counted ? net.free() : net);
      return Stream.concat(
          Stream.of(amount, fee, unpaid(settlement)).flatMap(Optional::stream), nets);
    }

    private Optional<Discrepancy> amount(Settlement settlement) {
      BigDecimal owed = settlement.owed();
      BigDecimal gross = settlement.gross();
      if (!settlement.comparable() || !company.policy().differs(owed, gross)) {
        return Optional.empty();
      }
      return Optional.of(
          found(
              Values.payment(settlement.id()) + ".amount",
              Values.spelled(owed),
              Values.spelled(gross),
              "the account says of a payment what passed between shop and buyer",
              owed.subtract(gross),
              settlement.payment().currency(),
              CostModel.SETTLED));
    }

    private Optional<Discrepancy> fee(Settlement settlement) {
      BigDecimal told = settlement.payment().fee();
      boolean comparable = settlement.comparable() && settlement.payment().received();
      if (told == null || !comparable || !company.policy().differs(told, settlement.fees())) {
        return Optional.empty();
      }
      return Optional.of(
          found(
              Values.payment(settlement.id()) + ".fee",
              Values.spelled(told),
              Values.spelled(settlement.fees()),
              "the provider keeps the fee that it told",
              told.subtract(settlement.fees()),
              settlement.payment().currency(),
              CostModel.KEPT));
    }

    private Stream<Discrepancy> net(String id, Payout entry) {
      if (entry.amount() == null || entry.fee() == null || entry.net() == null) {
        return Stream.empty();
      }
      BigDecimal net = entry.amount().subtract(entry.fee());
      return company.policy().differs(net, entry.net())
          ? Stream.of(
              found(
                  Values.payout(id) + ".net",
                  Values.spelled(net),
                  Values.spelled(entry.net()),
                  "an entry moves the account by its amount less its fee",
                  net.subtract(entry.net()),
                  entry.currency(),
                  CostModel.MOVED))
          : Stream.empty();
    }

    private Optional<Discrepancy> unpaid(Settlement settlement) {
      Duration patience = company.policy().stuckAfter().get(State.NOT_PAID_OUT);
      return patience == null
          ? Optional.empty()
          : settlement
              .unpaid()
              .map(state ->
                  found(
                          Values.payment(settlement.id()) + Values.IN_PAYOUT,
                          State.NOT_PAID_OUT.next(),
                          state,
                          "a payment is paid out within %s".formatted(patience),
                          settlement.outstanding(),
                          settlement.payment().currency(),
                          CostModel.OUTSTANDING)
                      .lasting(patience));
    }

    private Discrepancy stranger(String id, Payout entry) {
      return found(
          Values.payout(id),
          "absent",
          Objects.requireNonNullElse(entry.type(), "charge"),
          "the account settles payments that the shop knows",
          Objects.requireNonNullElse(entry.amount(), BigDecimal.ZERO),
          entry.currency(),
          CostModel.UNKNOWN);
    }

    /** A dispute that was won brings it back, and the two make nothing. */
    private Stream<Discrepancy> takenBack() {
      Map<String, Payout> all = Settlement.payouts(shop).orElse(Map.of());
      Stream<Payout> amounts = all.values().stream().filter(entry -> entry.is("chargeback"));
      Stream<Payout> nets = all.values().stream().filter(entry -> entry.is("chargeback"));
      BigDecimal taken = Settlement.sum(amounts, Payout::amount);
      return company.policy().differs(BigDecimal.ZERO, taken)
          ? Stream.of(
              found(
                  Values.TAKEN_BACK,
                  "0",
                  Values.spelled(taken),
                  "what was captured stays, unless the shop gives it back",
                  Settlement.sum(nets, Payout::net),
                  all.values().stream()
                      .filter(entry -> entry.is("chargeback"))
                      .map(Payout::currency)
                      .flatMap(Stream::ofNullable)
                      .findFirst()
                      .orElse(null),
                  CostModel.TAKEN))
          : Stream.empty();
    }

    private Discrepancy found(
        String field,
        String expected,
        String actual,
        String rule,
        BigDecimal stake,
        @Nullable String currency,
        String formula) {
      return new Discrepancy(
          Kind.PAYOUT_MISMATCH,
          new Hop(shop.connection(), shop.connection()),
          Set.of(shop.connection()),
          field,
          field,
          expected,
          actual,
          rule,
          CostModel.money(stake, currency, formula).orElse(null));
    }
  }
}
