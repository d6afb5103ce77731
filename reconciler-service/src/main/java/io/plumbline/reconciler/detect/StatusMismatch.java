package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two records name different states of fulfilment or billing. Only states of one vocabulary
 * compare: that an ERP has sent an invoice says nothing about whether it was paid.
 */
final class StatusMismatch implements Detector {
  private static final List<String> FULFILMENT = List.of("unfulfilled", "partial", "fulfilled");
  private static final List<String> PAYMENT =
      List.of(
          "pending",
          "authorized",
          "partiallyPaid",
          "paid",
          "partiallyRefunded",
          "refunded",
          "voided");

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Storefronts.of(view).stream()
        .flatMap(storefront ->
            company.books().stream()
                .flatMap(obliged -> between(view, company.policy(), storefront, obliged)));
  }

  private static Stream<Discrepancy> between(
      View view, Policy policy, String storefront, String obliged) {
    Optional<Said> sold = view.primary(storefront);
    Optional<Said> booked = view.primary(obliged);
    if (sold.isEmpty() || booked.isEmpty() || sold.get().cancelled() || booked.get().cancelled()) {
      return Stream.empty();
    }
    // A warehouse knows better than both what has left, and is asked about it kind by kind.
    var fulfilment =
        Dispatch.warehouses(view).isEmpty()
            ? fulfilment(sold.get(), booked.get(), policy)
            : Optional.<Discrepancy>empty();
    return Stream.of(fulfilment, billing(sold.get(), booked.get(), policy))
        .flatMap(Optional::stream);
  }

  /** Where nothing brings fulfilments back, one who is behind the authority is not wrong. */
  private static Optional<Discrepancy> fulfilment(Said sold, Said booked, Policy policy) {
    return compare(
            Values.FULFILMENT, FULFILMENT, sold, booked, policy.authority().fulfilment(), policy)
        .filter(found -> policy.fulfilmentTold() || ahead(found));
  }

  private static boolean ahead(Discrepancy found) {
    return FULFILMENT.indexOf(found.actual()) > FULFILMENT.indexOf(found.expected());
  }

  private static Optional<Discrepancy> billing(Said sold, Said booked, Policy policy) {
    return compare(Values.BILLING, PAYMENT, sold, booked, policy.authority().billing(), policy);
  }

  private static Optional<Discrepancy> compare(
      String facet, List<String> states, Said sold, Said booked, Role rules, Policy policy) {
    boolean bookedRules = booked.role() == rules;
    Said right = bookedRules ? booked : sold;
    Said wrong = bookedRules ? sold : booked;
    String field = Values.status(facet);
    String expected = right.status(facet).filter(states::contains).orElse("");
    String actual = wrong.status(facet).filter(states::contains).orElse("");
    boolean differ = !expected.isEmpty() && !actual.isEmpty() && !expected.equals(actual);
    if (!differ || !policy.comparison().fields().contains(field)) {
      return Optional.empty();
    }
    return Optional.of(
        new Discrepancy(
            Kind.FIELD_MISMATCH,
            new Hop(right.connection(), wrong.connection()),
            Set.of(right.connection(), wrong.connection()),
            field,
            field,
            expected,
            actual,
            "order.%s belongs to the %s".formatted(facet, right.role()),
            null)); // no money moves by a word; what does differ in money is found by itself
  }
}
