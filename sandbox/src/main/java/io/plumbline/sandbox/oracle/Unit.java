package io.plumbline.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One episode of disagreement about one thing, or of a connection's silence: what the reconciler is
 * scored against.
 *
 * @param sale the order's shop and its id there, or empty
 * @param over whether it had ended when the run was scored
 */
public record Unit(
    Kind kind,
    String sale,
    String number,
    String wrong,
    String field,
    Instant from,
    Instant until,
    boolean over,
    Duration counted,
    Weight weight,
    List<Values> values,
    Set<String> causes) {

  /** Whether the episode was long enough to be drift. */
  public enum Weight {
    /** Longer than two windows: a finding is owed. */
    OWED,
    /** Between half a window and two: a finding counts neither way. */
    EITHER,
    /** Shorter than half a window, or a disturbance to be absorbed: a finding is false. */
    NORMAL
  }

  /** What authority expected, what the wrong system said and what it cost, for a part of it. */
  public record Values(String expected, String actual, Stake stake) {

    Values costing(Stake other) {
      return new Values(expected, actual, other);
    }
  }

  public Unit {
    values = List.copyOf(values);
    causes = Set.copyOf(causes);
  }

  /** One line for a person. */
  public String describe() {
    Values last = values.getLast();
    String what = number.isEmpty() ? "" : " of order #%s (%s)".formatted(number, sale);
    return "%s%s on %s: %s expected %s, actual %s, %s to %s"
        .formatted(kind.id(), what, wrong, field, last.expected(), last.actual(), from, until);
  }
}
