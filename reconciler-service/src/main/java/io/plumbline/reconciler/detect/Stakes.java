package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Sees to it that the exposures of one order may be added up: goods that another disagreement
 * already puts at stake are not counted again because the order also stands still.
 */
final class Stakes {
  private static final Set<Kind> OF_UNSHIPPED = EnumSet.of(Kind.MISSING, Kind.TOLD_SHIPPED);
  private static final Set<Kind> OF_SHIPPED = EnumSet.of(Kind.MISSING, Kind.PARTIAL_MISMATCH);

  private Stakes() {}

  static List<Discrepancy> countedOnce(List<Discrepancy> all) {
    return all.stream().map(one -> counted(one, all) ? one.free() : one).toList();
  }

  private static boolean counted(Discrepancy one, List<Discrepancy> all) {
    Set<Kind> others =
        one.actual().equals(State.SHIPPED_NOT_BILLED.id()) ? OF_SHIPPED : OF_UNSHIPPED;
    return one.kind() == Kind.STUCK
        && all.stream()
            .anyMatch(other -> others.contains(other.kind()) && other.exposure() != null);
  }
}
