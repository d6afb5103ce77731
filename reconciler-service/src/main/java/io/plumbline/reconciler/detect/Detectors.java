package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.View;
import java.util.List;

/** Every kind that one view of an order can show. */
public final class Detectors {
  private static final List<Detector> ALL =
      List.of(
          new Missing(),
          new MissingInWarehouse(),
          new Duplicate(),
          new FieldMismatch(),
          new Rounding(),
          new StatusMismatch(),
          new CancelledButShipped(),
          new ToldShipped(),
          new TrackingMissing(),
          new PartialMismatch(),
          new Stuck(),
          new PayoutMismatch());

  private Detectors() {}

  public static List<Discrepancy> detect(View view, Company company) {
    return Stakes.countedOnce(
        ALL.stream().flatMap(detector -> detector.detect(view, company)).toList());
  }
}
