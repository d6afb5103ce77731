package io.plumbline.sandbox.oracle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * A time in which a system or our service could not work; in-flight windows stand still in it.
 *
 * @param connection of the system; empty for our service, which everybody waits for
 */
public record Outage(Instant from, Instant until, String connection) {

  /** Our service was away. */
  public Outage(Instant from, Instant until) {
    this(from, until, "");
  }

  /** Whether it keeps these from saying and hearing something. */
  boolean concerns(Set<String> connections) {
    return connection.isEmpty() || connections.contains(connection);
  }

  /** How much of an interval lies outside all outages. */
  static Duration effective(Instant from, Instant until, List<Outage> outages) {
    Duration lost = Duration.ZERO;
    for (Outage outage : merged(outages)) {
      Instant start = later(from, outage.from);
      Instant end = until.isBefore(outage.until) ? until : outage.until;
      if (start.isBefore(end)) {
        lost = lost.plus(Duration.between(start, end));
      }
    }
    return Duration.between(from, until).minus(lost);
  }

  private static List<Outage> merged(List<Outage> outages) {
    List<Outage> merged = new ArrayList<>();
    for (Outage next : outages.stream().sorted(Comparator.comparing(Outage::from)).toList()) {
      if (merged.isEmpty() || merged.getLast().until.isBefore(next.from)) {
        merged.add(next);
      } else {
        Outage last = merged.removeLast();
        merged.add(new Outage(last.from, later(last.until, next.until), last.connection));
      }
    }
    return merged;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
