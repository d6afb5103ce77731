package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.util.Optional;
import java.util.stream.Stream;

/** Two records disagree on a compared field. */
final class FieldMismatch implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Pair.of(view, company)
        .flatMap(pair ->
            Differences.of(pair, company.policy())
                .filter(difference -> !difference.rounded())
                .map(difference -> difference.in(pair, kind(view, pair, difference))));
  }

  /** A warehouse that had the order when it was edited did not follow the edit. */
  private static Kind kind(View view, Pair pair, Difference difference) {
    Optional<Said> asked =
        view.primary(pair.hop().to()).filter(record -> record.role() == Role.WMS);
    Optional<Said> edited =
        view.standing(pair.hop().from())
            .filter(record -> record.changes().containsKey(difference.field()));
    boolean afterwards =
        asked.isPresent()
            && edited.isPresent()
            && edited.get().since(difference.field()).isAfter(asked.get().firstObservedAt());
    return afterwards ? Kind.EDITED_AFTER_SYNC : Kind.FIELD_MISMATCH;
  }
}
