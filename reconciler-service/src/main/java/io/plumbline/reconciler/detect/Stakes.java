package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.CostModel;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sees to it that the exposures of one order may be added up: goods that another disagreement
 * already puts at stake are not counted again because the order also stands still.
 */
final class Stakes {
  private Stakes() {}

  /** A buyer who cannot follow the parcels of an order asks once. */
  private static final Set<Kind> OF_SUPPORT = EnumSet.of(Kind.TRACKING_MISSING, Kind.WRONG_CHANNEL);

  static List<Discrepancy> countedOnce(List<Discrepancy> all) {
    Optional<Discrepancy> asked =
        all.stream()
            .filter(one -> OF_SUPPORT.contains(one.kind()))
            .min(Comparator.comparing(Discrepancy::slot));
    return all.stream()
        .map(one -> counted(one, all) || askedAbove(one, asked) ? one.free() : one)
        .toList();
  }

  /** What a company has said that a buyer's question costs, in the order's currency. */
  static Discrepancy support(Discrepancy discrepancy, Said channel, Company company) {
    return discrepancy.costing(
        channel
            .commercial()
            .flatMap(order -> Optional.ofNullable(order.currency()))
            .flatMap(currency -> CostModel.support(company.policy().supportCosts(), currency))
            .orElse(null));
  }

  private static boolean askedAbove(Discrepancy one, Optional<Discrepancy> asked) {
    return OF_SUPPORT.contains(one.kind()) && asked.filter(one::equals).isEmpty();
  }

  private static boolean counted(Discrepancy one, List<Discrepancy> all) {
    return one.kind() == Kind.STUCK
        && all.stream().anyMatch(other -> other.exposure() != null && ofTheSame(one, other));
  }

  private static boolean ofTheSame(Discrepancy stuck, Discrepancy other) {
    boolean left = stuck.actual().equals(State.SHIPPED_NOT_BILLED.id());
    return switch (other.kind()) {
      case MISSING -> true;
      case PARTIAL_MISMATCH -> left;
      // What stands at the dock counts as shipped.
      case TOLD_SHIPPED -> left == other.waits();
      case DUPLICATE,
          FIELD_MISMATCH,
          ROUNDING,
          CANCELLED_BUT_SHIPPED,
          TRACKING_MISSING,
          EDITED_AFTER_SYNC,
          WRONG_CHANNEL,
          STUCK,
          PAYOUT_MISMATCH,
          SILENT_SOURCE ->
          false;
    };
  }
}
