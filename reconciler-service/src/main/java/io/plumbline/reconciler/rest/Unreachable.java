package io.plumbline.reconciler.rest;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that is away from a failure of ours: the same request may succeed once it is
 * back.
 */
final class Unreachable {

  /**
   * Classes of SQLSTATE: no connection, another one got in the way, out of resources, not in a
   * state to answer, ended by an operator, its disk or its files.
   */
  private static final Set<String> PASSING = Set.of("08", "40", "53", "55", "57", "58");

  private Unreachable() {}

  static boolean is(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return passes(sql.getSQLState());
      }
      if (at.getClass().getName().startsWith("jakarta.transaction.") && at.getCause() == null) {
        return true; // rolled back beneath us, by a manager that keeps the reason to itself
      }
    }
    return false;
  }

  /** What has no state came from the pool or the driver, before any statement ran. */
  private static boolean passes(@Nullable String state) {
    return state == null || state.length() < 2 || PASSING.contains(state.substring(0, 2));
  }
}
