package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.View;
import java.util.List;
import java.util.stream.Stream;

/** Every kind that one view of an order can show. */
public final class Detectors {
  private static final Detector AROUND = new WrongChannel();

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
          new LeftAtDock(),
          new TrackingMissing(),
          new PartialMismatch(),
          AROUND,
          new Stuck(),
          new PayoutMismatch());

  private Detectors() {}

  public static List<Discrepancy> detect(View view, Company company) {
    return Stakes.countedOnce(
        ALL.stream().flatMap(detector -> detector.detect(view, company)).toList());
  }

  /**
   * What differs once something became known of other orders. What the order's own records say is
   * as it was judged when they said it: when that word comes round must not matter.
   */
  public static List<Discrepancy> answered(View view, Company company) {
    Stream<Discrepancy> own =
        view.episodes().values().stream()
            .map(Episode::discrepancy)
            .filter(discrepancy -> discrepancy.kind() != Kind.WRONG_CHANNEL);
    return Stakes.countedOnce(Stream.concat(own, AROUND.detect(view, company)).toList());
  }
}
