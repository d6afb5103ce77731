package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import java.util.List;
import java.util.Optional;

/** Why a payment provider's account says what it says: nothing of ours writes there. */
final class Ledgered {
  private Ledgered() {}

  static Cause cause(Discrepancy discrepancy, Optional<Said> there) {
    List<String> evidence = there.map(Said::event).stream().toList();
    return new Cause(
        discrepancy.waits() ? Family.LAG : Family.EDITED_OUTSIDE, words(discrepancy), evidence);
  }

  private static String words(Discrepancy discrepancy) {
    String where = discrepancy.wrong();
    if (discrepancy.waits()) {
      return discrepancy.actual().equals("absent")
          ? "The account of %s shows nothing of it.".formatted(where)
          : "The account of %s shows it as %s.".formatted(where, discrepancy.actual());
    }
    return discrepancy.field().equals(Values.TAKEN_BACK)
        ? "The buyer's bank took the money back."
        : "The payment provider of %s says so; nothing of ours writes there.".formatted(where);
  }
}
