package io.plumbline.engine.sql;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Tells what may succeed later from what never will. */
public final class Trouble {

  private Trouble() {}

  /**
   * Whether the failure is the database's and not the record's: unreachable, restarting, out of
   * resources, or a lost race for a lock. Whatever has no SQL state came from the pool or the
   * driver before a statement ran.
   */
  public static boolean in(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return passes(sql.getSQLState());
      }
      if (at.getClass().getName().startsWith("jakarta.transaction.") && at.getCause() == null) {
        return true;
      }
    }
    return false;
  }

  /** Whether another transaction got in the way: the same is possible at once, in another one. */
  static boolean ofRace(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        return "40001".equals(sql.getSQLState()) || "40P01".equals(sql.getSQLState());
      }
    }
    return false;
  }

  /**
   * Whether a value was refused that the database cannot hold: a NUL, one out of range, or one too
   * long for an index.
   */
  public static boolean ofValue(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql) {
        String state = sql.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("54"));
      }
    }
    return false;
  }

  private static boolean passes(@Nullable String state) {
    if (state == null || state.length() < 2) {
      return true;
    }
    return switch (state.substring(0, 2)) {
      case "08", "25", "40", "53", "55", "57", "58", "XX" -> true;
      default -> false;
    };
  }
}
