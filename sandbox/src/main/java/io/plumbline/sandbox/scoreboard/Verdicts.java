package io.plumbline.sandbox.scoreboard;

import io.plumbline.sandbox.oracle.Kind;
import io.plumbline.sandbox.oracle.Stake;
import io.plumbline.sandbox.oracle.Unit;
import io.plumbline.sandbox.oracle.Unit.Weight;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The findings judged against the truth. */
public final class Verdicts {
  private final List<Unit> owed;
  private final Set<Unit> matched = new HashSet<>();
  private final List<Finding> falseAlarms = new ArrayList<>();
  private final List<Long> detectionMillis = new ArrayList<>();
  private int opened;
  private int neitherWay;
  private int wrongVerdict;
  private int wrongCause;
  private final List<String> wrongExposure = new ArrayList<>();
  private final List<Finding> leftOpen = new ArrayList<>();

  public Verdicts(List<Sighting> sightings, List<Unit> units) {
    owed = units.stream().filter(unit -> unit.weight() == Weight.OWED).toList();
    Matching matching = new Matching(sightings, units);
    sightings.forEach(sighting -> judge(sighting, matching));
    detectionMillis.sort(Long::compare);
  }

  private void judge(Sighting sighting, Matching matching) {
    Matching.Pair pair = matching.of(sighting).orElse(null);
    if (pair != null && pair.unit().weight() == Weight.EITHER) {
      neitherWay++;
      return; // Neither long enough to be owed nor short enough to be false.
    }
    opened++;
    if (pair == null || pair.unit().weight() == Weight.NORMAL) {
      falseAlarms.add(sighting.finding());
    } else if (!pair.verdictRight()) {
      wrongVerdict++;
    } else if (!pair.causeRight()) {
      wrongCause++;
    } else {
      matched.add(pair.unit());
      if (pair.leftOpen()) {
        leftOpen.add(sighting.finding());
      }
      weighExposure(pair);
      sighting
          .finding()
          .windowEndedAt()
          .map(ended -> Duration.between(ended, sighting.visible()).toMillis())
          .ifPresent(detectionMillis::add);
    }
  }

  private void weighExposure(Matching.Pair pair) {
    if (!pair.exposureRight()) {
      Stake owes = pair.unit().values().getLast().stake();
      Finding says = pair.finding();
      wrongExposure.add(
          "%s: %s %s expected, %s %s found"
              .formatted(
                  pair.unit().describe(),
                  owes.amount().toPlainString(),
                  owes.currency(),
                  says.exposure().toPlainString(),
                  says.currency()));
    }
  }

  /** How many drifts of each built kind there were. */
  public Map<Kind, Integer> planted() {
    return count(owed);
  }

  public Map<Kind, Integer> found() {
    return count(matched);
  }

  private static Map<Kind, Integer> count(Iterable<Unit> units) {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    Kind.covered().forEach(kind -> counts.put(kind, 0));
    units.forEach(unit -> counts.merge(unit.kind(), 1, Integer::sum));
    return counts;
  }

  /** The drifts there were. */
  List<Unit> owed() {
    return owed;
  }

  public List<Unit> missed() {
    return owed.stream().filter(unit -> !matched.contains(unit)).toList();
  }

  public List<Finding> falseAlarms() {
    return List.copyOf(falseAlarms);
  }

  /** Findings on what was neither long enough to be owed nor short enough to be false. */
  public int neitherWay() {
    return neitherWay;
  }

  public int wrongVerdict() {
    return wrongVerdict;
  }

  public int wrongCause() {
    return wrongCause;
  }

  /** Findings that are right but for what they say is at stake, in words. */
  public List<String> wrongExposure() {
    return List.copyOf(wrongExposure);
  }

  /** Findings that are right but for being open still, though what they tell of has ended. */
  public List<Finding> leftOpen() {
    return List.copyOf(leftOpen);
  }

  /** Matched among all findings ever opened. */
  public BigDecimal precision() {
    return ratio(matched.size(), opened);
  }

  /** Matched among all drifts there were. */
  public BigDecimal recall() {
    return ratio(matched.size(), owed.size());
  }

  /** The detection time below which this percentage of the matched findings lie. */
  public long detectionMillis(int percentile) {
    if (detectionMillis.isEmpty()) {
      return 0;
    }
    int rank = (detectionMillis.size() * percentile + 99) / 100;
    return detectionMillis.get(Math.max(rank, 1) - 1);
  }

  private static BigDecimal ratio(int part, int whole) {
    return whole == 0
        ? BigDecimal.ONE
        : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }
}
