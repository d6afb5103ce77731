package io.plumbline.reconciler.parcel;

import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Misplaced;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * All that is said of one parcel's number: who ships it, and who tells it. Pure.
 *
 * @param claims by their names; of a common number only those that someone is accused by
 * @param common so many say it that it is the number of no parcel, such as 0000
 */
@RegisterForReflection
public record Parcel(Map<String, Claim> claims, boolean common) {

  /** No parcel holds goods of more orders than this, nor is told by more channels. */
  static final int MOST = 32;

  public static final Parcel UNKNOWN = new Parcel(Map.of(), false);

  private static final Comparator<Start> IN_TIME =
      Comparator.<Start, Instant>comparing(Start::observedAt)
          .thenComparing(Start::connection)
          .thenComparingLong(Start::version);

  public Parcel {
    claims = new TreeMap<>(claims);
  }

  /** The parcel after one more word of it. */
  public Parcel with(Claim claim) {
    Map<String, Claim> all = new TreeMap<>(claims);
    if (claim.gone()) {
      all.remove(claim.name());
    } else if (common) {
      all.values().removeIf(told -> clears(claim, told));
    } else if (all.size() < MOST || all.containsKey(claim.name())) {
      all.put(claim.name(), claim);
    } else {
      return accusing().with(claim);
    }
    return new Parcel(all, common);
  }

  /** An order that ships a number itself is rightly told it. */
  private static boolean clears(Claim claim, Claim told) {
    return claim.ships() && !told.ships() && claim.key().equals(told.key());
  }

  /**
   * The same as a common number: it accuses nobody anew, and whom it accused already is cleared by
   * what is said of that order, not by how many others say it.
   */
  private Parcel accusing() {
    Set<Home> accused = misplaced().keySet();
    Map<String, Claim> rest = new TreeMap<>(claims);
    rest.values().removeIf(claim -> accused.isEmpty() || unaccused(claim, accused));
    return new Parcel(rest, true);
  }

  private static boolean unaccused(Claim claim, Set<Home> accused) {
    return !claim.ships() && !accused.contains(Home.of(claim));
  }

  /**
   * What has to be said to which orders because the parcel is now like this. It is so since the
   * latest of the words that make it so, in whatever order they came round.
   */
  public List<Answer> answersSince(Parcel before, Claim claim) {
    Map<Home, List<Misplaced>> was = before.misplaced();
    Map<Home, List<Misplaced>> is = misplaced();
    TreeSet<Home> homes = new TreeSet<>(was.keySet());
    homes.addAll(is.keySet());
    List<Answer> answers = new ArrayList<>();
    for (Home home : homes) {
      List<Misplaced> now = is.getOrDefault(home, List.of());
      if (!now.equals(was.getOrDefault(home, List.of()))) {
        Start by = now.isEmpty() ? claim.by() : later(claim.by(), since(home));
        answers.add(
            new Answer(claim.turn(), home.partition(), home.key(), claim.number(), now, by));
      }
    }
    return answers;
  }

  /** An order that is to hear of it. */
  private record Home(int partition, String key) implements Comparable<Home> {
    @Override
    public int compareTo(Home other) {
      return Comparator.comparing(Home::key).thenComparingInt(Home::partition).compare(this, other);
    }

    static Home of(Claim claim) {
      return new Home(claim.home(), claim.key());
    }
  }

  private Map<Home, List<Misplaced>> misplaced() {
    Map<Home, List<Misplaced>> all = new TreeMap<>();
    told()
        .filter(told -> shipped().noneMatch(shipped -> shipped.key().equals(told.key())))
        .forEach(told ->
            firstShipped()
                .map(owner -> new Misplaced(told.connection(), owner.connection(), owner.key()))
                .ifPresent(found ->
                    all.computeIfAbsent(Home.of(told), home -> new ArrayList<>()).add(found)));
    return all;
  }

  /** The last that was told of an order, or the shipping that contradicts it. */
  private Start since(Home home) {
    return Stream.concat(told().filter(told -> Home.of(told).equals(home)), firstShipped().stream())
        .map(Claim::by)
        .max(IN_TIME)
        .orElseThrow();
  }

  private static Start later(Start one, Start other) {
    return IN_TIME.compare(one, other) >= 0 ? one : other;
  }

  private Optional<Claim> firstShipped() {
    return shipped().min(Comparator.comparing(Claim::by, IN_TIME).thenComparing(Claim::name));
  }

  private Stream<Claim> told() {
    return claims.values().stream().filter(claim -> !claim.ships());
  }

  private Stream<Claim> shipped() {
    return claims.values().stream().filter(Claim::ships);
  }
}
