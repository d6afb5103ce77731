package io.plumbline.sandbox.scoreboard;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Pairs findings with the units they speak of, each at most once, the best pairs first. */
final class Matching {
  /** A system speaks of a change a poll later, and later still after an outage. */
  private static final Duration HEARD_LATE = Duration.ofSeconds(60);

  private static final Duration CLOCK_SKEW = Duration.ofSeconds(2);

  /** A finding beside the unit it is about. */
  record Pair(Sighting sighting, Unit unit) {

    Finding finding() {
      return sighting.finding();
    }

    boolean verdictRight() {
      return unit.kind() == Kind.SILENT_SOURCE
          ? Silence.rightlyTold(finding(), unit)
          : valuesRight();
    }

    private boolean valuesRight() {
      return finding().connection().equals(unit.wrong())
          && unit.values().stream()
              .anyMatch(values ->
                  same(values.expected(), finding().expected())
                      && same(values.actual(), finding().actual()));
    }

    /** What it costs, at any moment of the episode at which the values were these. */
    boolean exposureRight() {
      if (unit.kind() == Kind.SILENT_SOURCE) {
        return finding().exposure().signum() == 0; // What waits has its own findings.
      }
      return unit.values().stream()
          .filter(values -> same(values.actual(), finding().actual()))
          .filter(values -> same(values.expected(), finding().expected()))
          .anyMatch(values -> values.stake().is(finding().exposure(), finding().currency()));
    }

    boolean causeRight() {
      return unit.causes().contains(finding().cause());
    }

    /** A doubtful silence is told anew by each moment up to which something was heard after all. */
    boolean mayBeTold() {
      return unit.kind() == Kind.SILENT_SOURCE && unit.weight() == Unit.Weight.EITHER;
    }

    /** Whether it still says what has ended. */
    boolean leftOpen() {
      return unit.over() && finding().isOpen();
    }

    private int likeness() {
      int likeness = verdictRight() ? 4 : 0;
      likeness += finding().connection().equals(unit.wrong()) ? 4 : 0;
      likeness += causeRight() ? 2 : 0;
      return likeness + (finding().field().equals(unit.field()) ? 1 : 0);
    }

    private Duration distance() {
      return finding()
          .observedAt()
          .map(at -> Duration.between(unit.from(), at).abs())
          .orElse(Duration.ZERO);
    }

    private boolean overlaps() {
      return finding().observedAt().map(this::within).orElse(true);
    }

    private boolean within(Instant at) {
      Duration earlier = unit.kind() == Kind.SILENT_SOURCE ? Silence.EARLIER : CLOCK_SKEW;
      return !at.isBefore(unit.from().minus(earlier)) && !at.isAfter(unit.until().plus(HEARD_LATE));
    }
  }

  private final Map<String, Pair> byFinding = new LinkedHashMap<>();
  private final Set<Unit> taken = new HashSet<>();

  Matching(List<Sighting> sightings, List<Unit> units) {
    List<Pair> pairs = new ArrayList<>();
    for (Sighting sighting : sightings) {
      units.stream()
          .filter(unit -> unit.kind().id().equals(sighting.finding().kind()))
          .filter(unit -> about(sighting.finding(), unit))
          .map(unit -> new Pair(sighting, unit))
          .filter(Pair::overlaps)
          .forEach(pairs::add);
    }
    pairs.sort(Comparator.comparingInt(Pair::likeness).reversed().thenComparing(Pair::distance));
    pairs.forEach(this::take);
  }

  private static boolean about(Finding finding, Unit unit) {
    return unit.kind() == Kind.SILENT_SOURCE
        ? finding.key().equals(unit.wrong())
        : finding.concerns(unit.sale());
  }

  private void take(Pair pair) {
    if (!byFinding.containsKey(pair.finding().id())
        && (taken.add(pair.unit()) || pair.mayBeTold())) {
      byFinding.put(pair.finding().id(), pair);
    }
  }

  Optional<Pair> of(Sighting sighting) {
    return Optional.ofNullable(byFinding.get(sighting.finding().id()));
  }

  /** Numbers are the same whatever their spelling. */
  static boolean same(String a, String b) {
    if (a.equalsIgnoreCase(b)) {
      return true;
    }
    try {
      return new BigDecimal(a).compareTo(new BigDecimal(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
