package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.View;
import java.util.stream.Stream;

/** Two records disagree by no more than rounding each line can add up to. */
final class Rounding implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Pair.of(view, company)
        .flatMap(pair ->
            Differences.of(pair, company.policy())
                .filter(difference -> difference.rounded())
                .map(difference -> difference.in(pair, Kind.ROUNDING)));
  }
}
