package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two records of one order, of which one has the authority. */
record Pair(Commercial right, Commercial wrong, Hop hop, boolean storefrontRight, String rule) {

  static Stream<Pair> of(View view, Company company) {
    return Storefronts.of(view).stream()
        .flatMap(storefront ->
            others(view, company)
                .map(obliged -> between(view, company.policy(), storefront, obliged))
                .flatMap(Optional::stream));
  }

  private static Stream<String> others(View view, Company company) {
    return Stream.concat(company.books().stream(), view.heard(Role.WMS).stream())
        .distinct()
        .sorted();
  }

  private static Optional<Pair> between(
      View view, Policy policy, String storefront, String obliged) {
    Optional<Said> sold = view.standing(storefront);
    Optional<Said> booked = view.primary(obliged);
    if (sold.isEmpty()
        || booked.isEmpty()
        || followsNoMore(booked.get(), sold.get())
        || goneAndCalledOff(view, sold.get())) {
      return Optional.empty();
    }
    boolean fulfilled = sold.get().fulfilled() || booked.get().fulfilled();
    Role rules = fulfilled ? policy.authority().onceFulfilled() : policy.authority().atFirst();
    boolean storefrontRight = booked.get().role() != rules;
    Said right = storefrontRight ? sold.get() : booked.get();
    Said wrong = storefrontRight ? booked.get() : sold.get();
    Hop hop = new Hop(right.connection(), wrong.connection());
    String rule =
        "order.commercial belongs to the "
            + right.role()
            + (fulfilled ? " once the order is fulfilled" : " until the order is fulfilled");
    return right
        .commercial()
        .flatMap(r ->
            wrong
                .commercial()
                .map(w -> sharedOut(view, obliged) ? w.ofAPart() : w)
                .map(w -> new Pair(r, w, hop, storefrontRight, rule)));
  }

  /**
   * What left a warehouse follows no edit any more; a cancellation that came too late is a kind.
   */
  private static boolean followsNoMore(Said held, Said sold) {
    return held.role() == Role.WMS
        && (held.fulfilled() || (sold.cancelled() && !unfulfilled(held)));
  }

  /** That it shipped and was cancelled is a kind, and explains whatever the books make of it. */
  private static boolean goneAndCalledOff(View view, Said sold) {
    return sold.cancelled() && Dispatch.warehouses(view).stream().anyMatch(Pair::shipped);
  }

  private static boolean shipped(Said held) {
    return Departure.from(held).findAny().isPresent();
  }

  /** How much of it each of several warehouses ought to hold, no other system says. */
  private static boolean sharedOut(View view, String obliged) {
    List<Said> warehouses = Dispatch.warehouses(view);
    return warehouses.size() > 1
        && warehouses.stream().anyMatch(held -> held.connection().equals(obliged));
  }

  private static boolean unfulfilled(Said held) {
    return held.status(Values.FULFILMENT).equals(Optional.of("unfulfilled"));
  }

  Commercial sold() {
    return storefrontRight ? right : wrong;
  }

  Commercial booked() {
    return storefrontRight ? wrong : right;
  }
}
