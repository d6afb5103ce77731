package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Detour;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Misplaced;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A channel tells the buyer of one order the number of a parcel that was shipped for another, and
 * not for this one as well.
 */
final class WrongChannel implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return view.misplaced().entrySet().stream()
        .flatMap(number ->
            number.getValue().stream()
                .map(misplaced -> found(view, company, number.getKey(), misplaced)));
  }

  private static Discrepancy found(View view, Company company, String number, Misplaced found) {
    String field = Values.tracking(number);
    Discrepancy discrepancy =
        new Discrepancy(
            Kind.WRONG_CHANNEL,
            new Hop(found.warehouse(), found.channel()),
            Set.of(Detour.of(found.warehouse()), Detour.of(found.channel())),
            field,
            field,
            "absent",
            number,
            "a channel tells the numbers of its own order's parcels; this one left for "
                + found.owner(),
            null);
    return view.primary(found.channel())
        .map(channel -> Stakes.support(discrepancy, channel, company))
        .orElse(discrepancy)
        .lasting(company.policy().leastWindow(discrepancy.hop()));
  }
}
