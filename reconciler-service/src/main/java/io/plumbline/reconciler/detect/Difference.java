package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import java.util.Optional;
import java.util.Set;

/** One compared field on which a pair differs, and whether rounding alone explains it. */
record Difference(
    String field,
    String path,
    String expected,
    String actual,
    boolean rounded,
    Optional<Exposure> exposure) {

  Discrepancy in(Pair pair, Kind kind) {
    return new Discrepancy(
        kind,
        pair.hop(),
        Set.of(pair.hop().from(), pair.hop().to()),
        field,
        path,
        expected,
        actual,
        pair.rule(),
        exposure.orElse(null));
  }
}
