package io.plumbline.reconciler.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.event.Attempted;
import io.plumbline.reconciler.event.DeadLettered;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Role;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every connection says about one entity, what our services claim to have done, and the
 * episodes of disagreement.
 *
 * @param misplaced numbers of other orders' parcels that channels tell of this one
 * @param mergedInto the key this one has become part of; nothing is taken in under it any more
 * @param unfinished while its history is being told again: what it lacks so far may be still to
 *     come
 */
@RegisterForReflection
public record View(
    String flow,
    String key,
    @Nullable String mergedInto,
    Map<String, Said> says,
    List<Attempted> attempts,
    List<DeadLettered> letters,
    Map<String, Episode> episodes,
    Map<String, List<Misplaced>> misplaced,
    boolean unfinished) {

  /** Histories keep this many entries: more attempts than that explain nothing better. */
  private static final int HISTORY = 32;

  /**
   * Of what was sent, attempts keep this many values together; older ones let go of their lines, of
   * which an order may have thousands. About a megabyte.
   */
  static final int VALUES_SENT = 20_000;

  public View {
    says = new TreeMap<>(says);
    attempts = List.copyOf(attempts);
    letters = List.copyOf(letters);
    episodes = new TreeMap<>(episodes);
    //noinspection ConstantValue: what was stored before it was kept has none
    misplaced = misplaced == null ? Map.of() : new TreeMap<>(misplaced);
  }

  public static View empty(String flow, String key) {
    return new View(flow, key, null, Map.of(), List.of(), List.of(), Map.of(), Map.of(), false);
  }

  /** The view with this observation, or nothing if it tells nothing newer. */
  public Optional<View> with(Observed observed) {
    String name = observed.connection() + '/' + observed.externalId();
    Said before = says.get(name);
    if (before != null && observed.version() <= before.version()) {
      return Optional.empty();
    }
    Map<String, Said> all = new TreeMap<>(says);
    all.put(name, before == null ? Said.first(observed) : before.supersededBy(observed));
    return Optional.of(
        new View(flow, key, mergedInto, all, attempts, letters, episodes, misplaced, unfinished));
  }

  /** The view with this claim, or nothing if it was heard before. */
  public Optional<View> with(Attempted attempt) {
    if (attempts.contains(attempt) || attempts.contains(attempt.withoutLines())) {
      return Optional.empty();
    }
    return Optional.of(
        new View(
            flow,
            key,
            mergedInto,
            says,
            bounded(inOrder(attempts, attempt, Attempted::observedAt)),
            letters,
            episodes,
            misplaced,
            unfinished));
  }

  public Optional<View> with(DeadLettered letter) {
    if (letters.contains(letter)) {
      return Optional.empty();
    }
    return Optional.of(
        new View(
            flow,
            key,
            mergedInto,
            says,
            attempts,
            inOrder(letters, letter, DeadLettered::observedAt),
            episodes,
            misplaced,
            unfinished));
  }

  private static List<Attempted> bounded(List<Attempted> history) {
    List<Attempted> kept = new ArrayList<>(history);
    int values = 0;
    for (int newest = kept.size() - 1; newest >= 0; newest--) {
      values += kept.get(newest).sent().size();
      if (values > VALUES_SENT) {
        kept.set(newest, kept.get(newest).withoutLines());
      }
    }
    return kept;
  }

  private static <T> List<T> inOrder(List<T> history, T next, Function<T, Instant> time) {
    List<T> all = new ArrayList<>(history);
    all.add(next);
    all.sort(Comparator.comparing(time));
    return all.subList(Math.max(0, all.size() - HISTORY), all.size());
  }

  public View with(Map<String, Episode> newer) {
    return new View(flow, key, mergedInto, says, attempts, letters, newer, misplaced, unfinished);
  }

  /** The view with what is known now of one number that its channels tell. */
  public View with(String number, List<Misplaced> told) {
    Map<String, List<Misplaced>> all = new TreeMap<>(misplaced);
    all.remove(number);
    if (!told.isEmpty()) {
      all.put(number, List.copyOf(told));
    }
    return new View(flow, key, mergedInto, says, attempts, letters, episodes, all, unfinished);
  }

  public View with(Episode episode) {
    Map<String, Episode> all = new TreeMap<>(episodes);
    all.put(episode.discrepancy().slot(), episode);
    return with(all);
  }

  /** The view while its history is told again, or at the end of that. */
  public View unfinished(boolean more) {
    return new View(flow, key, mergedInto, says, attempts, letters, episodes, misplaced, more);
  }

  /**
   * Whether it may be forgotten for its history, which holds all that was heard so far. What was
   * found stands, and what other orders say of this one is not told again.
   */
  public boolean replaceable() {
    return mergedInto == null
        && misplaced.isEmpty()
        && episodes.values().stream().noneMatch(Episode::open);
  }

  /** What is left of a key that has become part of another. */
  public View merged(String into) {
    return new View(flow, key, into, Map.of(), List.of(), List.of(), Map.of(), Map.of(), false);
  }

  /** The connections of a role that have ever said something about the entity. */
  public Set<String> heard(Role role) {
    Set<String> names = new TreeSet<>();
    says.values().stream().filter(s -> s.role() == role).forEach(s -> names.add(s.connection()));
    return names;
  }

  public Stream<Said> live(String connection) {
    return says.values().stream().filter(s -> s.connection().equals(connection) && !s.deleted());
  }

  /** The record that the others are compared with: of several, the one that was there first. */
  public Optional<Said> primary(String connection) {
    return live(connection)
        .min(Comparator.comparing(Said::firstObservedAt).thenComparing(Said::externalId));
  }

  /** The primary record, or the cancelled one whose deletion leaves the cancellation standing. */
  public Optional<Said> standing(String connection) {
    return primary(connection)
        .or(() ->
            of(connection)
                .filter(Said::cancelled)
                .min(Comparator.comparing(Said::firstObservedAt).thenComparing(Said::externalId)));
  }

  public Stream<Said> of(String connection) {
    return says.values().stream().filter(s -> s.connection().equals(connection));
  }

  public Stream<Attempted> attemptsTo(String connection) {
    return attempts.stream().filter(attempt -> attempt.connection().equals(connection));
  }

  /** The last word on deliveries to a connection that were given up, if it still stands. */
  public Optional<DeadLettered> givenUp(String connection) {
    return letters.stream()
        .filter(letter -> letter.ofDelivery() && letter.connection().equals(connection))
        .reduce((earlier, later) -> later)
        .filter(DeadLettered::open);
  }

  /** The names of the entity in each connection. */
  @JsonIgnore
  public Map<String, List<String>> externalIds() {
    Map<String, List<String>> ids = new TreeMap<>();
    says.values()
        .forEach(
            s -> ids.computeIfAbsent(s.connection(), c -> new ArrayList<>()).add(s.externalId()));
    return ids;
  }
}
