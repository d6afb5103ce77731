package io.plumbline.reconciler.detect;

import static java.util.stream.Collectors.toCollection;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Presence;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An order that is still to be shipped stands in no warehouse; or a warehouse is the last to hold
 * one that vanished where it was sold. What is called off or has left by whatever way is owed to no
 * warehouse any more.
 */
final class MissingInWarehouse implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    if (!company.policy().presence().roles().contains(Role.WMS)) {
      return Stream.empty();
    }
    Optional<Said> held = Dispatch.warehouses(view).stream().findFirst();
    Optional<Said> sold =
        Storefronts.of(view).stream().flatMap(name -> view.primary(name).stream()).findFirst();
    if (held.isPresent()) {
      return sold.isEmpty() ? vanished(view, company, held.get()) : Stream.empty();
    }
    return sold.filter(order -> owed(view, order, company.policy().presence())).stream()
        .flatMap(order -> absent(view, company, order));
  }

  private static boolean owed(View view, Said sold, Presence presence) {
    return !sold.cancelled()
        && !shipped(view, sold)
        && sold.commercial()
            .flatMap(order -> Optional.ofNullable(order.channel()))
            .filter(presence.elsewhere()::contains)
            .isEmpty();
  }

  /** All of it left by somebody's word, or some of it and the seller has closed the rest. */
  private static boolean shipped(View view, Said sold) {
    boolean closed = sold.commercial().filter(order -> "closed".equals(order.status())).isPresent();
    return view.says().values().stream()
        .filter(said -> !said.deleted() || said.role() == Role.WMS)
        .anyMatch(said -> said.fulfilled() || (closed && Dispatch.partly(said)));
  }

  private static Stream<Discrepancy> absent(View view, Company company, Said sold) {
    Optional<String> lost = lost(view);
    Optional<String> asked =
        Optional.ofNullable(company.policy().presence().warehouses().get(sold.connection()));
    Set<String> able = new TreeSet<>();
    lost.or(() -> asked).ifPresentOrElse(able::add, () -> able.addAll(company.warehouses()));
    return able.stream()
        .limit(1)
        .map(named -> {
          Hop hop = new Hop(sold.connection(), named);
          Set<String> concerned = new TreeSet<>(able);
          concerned.add(sold.connection());
          String rule = "an order of a storefront must exist in a warehouse until it has shipped";
          String whichever = able.size() > 1 ? ", be it " + String.join(" or ", able) : "";
          return Missing.missing(hop, concerned, rule + whichever, stake(view, company, sold));
        });
  }

  /** The warehouse that had it, of several the first one heard of it. */
  private static Optional<String> lost(View view) {
    return view.says().values().stream()
        .filter(said -> said.role() == Role.WMS)
        .min(Comparator.comparing(Said::firstObservedAt).thenComparing(Said::connection))
        .map(Said::connection);
  }

  /** An order that the books lack as well is lost once, and its total stands there. */
  private static Optional<Said> stake(View view, Company company, Said order) {
    return new Missing().detect(view, company).findAny().isPresent()
        ? Optional.empty()
        : Optional.of(order);
  }

  /** Books that hold it say so themselves. */
  private static Stream<Discrepancy> vanished(View view, Company company, Said held) {
    boolean booked = company.books().stream().anyMatch(book -> view.primary(book).isPresent());
    Set<String> sellers = Storefronts.of(view).stream().collect(toCollection(TreeSet::new));
    boolean calledOff =
        held.cancelled()
            || sellers.stream()
                .flatMap(seller -> view.standing(seller).stream())
                .anyMatch(Said::cancelled);
    if (booked || calledOff) {
      return Stream.empty();
    }
    return sellers.stream()
        .limit(1)
        .map(seller -> {
          Hop hop = new Hop(held.connection(), seller);
          return Missing.missing(
              hop, Set.of(hop.from(), hop.to()), Missing.VANISHED, Optional.of(held));
        });
  }
}
