package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A record that policy expects in a connection is not there. Orders end by being cancelled: a
 * deletion is no wish that others could follow, so the connection that lost the record is wrong,
 * whatever its role. Of an order cancelled before it was deleted the cancellation stands.
 */
final class Missing implements Detector {
  static final String VANISHED =
      "an order must not vanish from a connection while another still holds it";

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Storefronts.of(view).stream()
        .flatMap(storefront ->
            company.books().stream()
                .map(obliged -> between(view, company, storefront, obliged))
                .flatMap(Optional::stream));
  }

  private static Optional<Discrepancy> between(
      View view, Company company, String storefront, String obliged) {
    Optional<Said> sold = view.primary(storefront);
    Optional<Said> booked = view.primary(obliged);
    if (sold.isPresent() && booked.isEmpty() && owed(view, sold.get(), obliged)) {
      String rule =
          "an order of a storefront must exist in every " + company.obliged().get(obliged);
      return Optional.of(missing(new Hop(storefront, obliged), sold.get(), rule));
    }
    boolean cancelled =
        view.standing(storefront).or(() -> booked).map(Said::cancelled).orElse(false);
    if (sold.isEmpty() && booked.isPresent() && !cancelled) {
      return Optional.of(missing(new Hop(obliged, storefront), booked.get(), VANISHED));
    }
    return Optional.empty();
  }

  /** A cancelled order that never reached the connection owes it nothing. */
  private static boolean owed(View view, Said sold, String obliged) {
    return !sold.cancelled() || view.of(obliged).findAny().isPresent();
  }

  private static Discrepancy missing(Hop hop, Said there, String rule) {
    return missing(hop, Set.of(hop.from(), hop.to()), rule, Optional.of(there));
  }

  /** With the total of the record that is there, unless another finding stands for it. */
  static Discrepancy missing(Hop hop, Set<String> concerned, String rule, Optional<Said> there) {
    return new Discrepancy(
        Kind.MISSING,
        hop,
        concerned,
        Said.RECORD,
        Said.RECORD,
        "present",
        "absent",
        rule,
        there.flatMap(Said::commercial).flatMap(Missing::exposure).orElse(null));
  }

  private static Optional<Exposure> exposure(Commercial commercial) {
    return CostModel.missing(commercial.total(), commercial.currency());
  }
}
