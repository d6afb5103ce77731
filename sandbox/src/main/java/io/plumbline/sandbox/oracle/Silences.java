package io.plumbline.sandbox.oracle;

import io.plumbline.sandbox.oracle.Unit.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Which connections nobody could hear, by what the vendors themselves remember. Refused for longer
 * than policy allows, a finding is owed on the connection; for less than half of that, it is false.
 */
public final class Silences {
  private final Duration bound;
  private final List<Outage> deaf;
  private final Instant end;

  /**
   * @param bound how long a connection may say nothing
   * @param deaf when there was no service of ours to listen
   */
  public Silences(Duration bound, List<Outage> deaf, Instant end) {
    this.bound = bound;
    this.deaf = List.copyOf(deaf);
    this.end = end;
  }

  /** One unit for each silence of a connection, long or short. */
  public List<Unit> units(String connection, List<Absence> absences) {
    List<Unit> units = new ArrayList<>();
    for (List<Absence> silence : silences(absences)) {
      units.add(unit(connection, silence));
    }
    deaf.stream()
        .filter(dead -> units.stream().noneMatch(unit -> overlap(unit.from(), unit.until(), dead)))
        .map(dead -> unit(connection, dead.from(), dead.from(), dead.until(), Duration.ZERO))
        .forEach(units::add);
    return units;
  }

  /** Absences between which nothing was listed are one silence. */
  private List<List<Absence>> silences(List<Absence> absences) {
    List<List<Absence>> silences = new ArrayList<>();
    boolean goesOn = false;
    for (Absence next :
        absences.stream()
            .filter(absence -> absence.from().isBefore(end))
            .sorted(Comparator.comparing(Absence::from))
            .toList()) {
      if (!goesOn) {
        silences.add(new ArrayList<>());
      }
      silences.getLast().add(next);
      goesOn = next.listedAgain().isEmpty();
    }
    return silences;
  }

  private static boolean overlap(Instant from, Instant until, Outage dead) {
    return from.isBefore(dead.until()) && dead.from().isBefore(until);
  }

  /** In these nobody can be blamed for what he did not hear. */
  public static List<Outage> outages(List<Unit> silences) {
    return silences.stream()
        .filter(silence -> silence.weight() != Weight.NORMAL)
        .map(silence -> new Outage(silence.from(), silence.until(), silence.wrong()))
        .toList();
  }

  private Unit unit(String connection, List<Absence> silence) {
    Instant from = silence.getFirst().lastListed().orElse(silence.getFirst().from());
    Instant until = silence.getLast().listedAgain().orElse(end);
    return unit(connection, before(from), from, heard(from, until), refused(silence));
  }

  /** What was listed while our own service was not working yet may have been of no use to it. */
  private Instant before(Instant listed) {
    return deaf.stream()
        .filter(dead -> !dead.from().isAfter(listed) && listed.isBefore(dead.until()))
        .map(Outage::from)
        .min(Comparator.naturalOrder())
        .orElse(listed);
  }

  /** What was listed while our own service was not working yet is heard once it does. */
  private Instant heard(Instant from, Instant until) {
    return deaf.stream()
        .filter(dead -> overlap(from, until, dead))
        .map(Outage::until)
        .filter(until::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(until);
  }

  private Unit unit(
      String connection, Instant from, Instant lastListed, Instant until, Duration refused) {
    Duration heard = Outage.effective(from, until, deaf);
    Duration dead = Duration.between(from, until).minus(heard);
    return new Unit(
        Kind.SILENT_SOURCE,
        "",
        "",
        connection,
        "watermark",
        from,
        until,
        until.isBefore(end),
        refused,
        weight(refused, dead),
        List.of(new Unit.Values(bound.toString(), lastListed.toString(), Stake.NONE)),
        Set.of("lag"));
  }

  private Duration refused(List<Absence> absences) {
    return absences.stream()
        .map(absence ->
            Outage.effective(
                absence.from(), absence.until().isBefore(end) ? absence.until() : end, deaf))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Where it was we who could not hear, nothing was heard, however soon the vendor was back. */
  private Weight weight(Duration refused, Duration dead) {
    if (refused.compareTo(bound) > 0) {
      return Weight.OWED;
    }
    boolean doubtful = dead.isPositive() || refused.compareTo(bound.dividedBy(2)) >= 0;
    return doubtful ? Weight.EITHER : Weight.NORMAL;
  }
}
