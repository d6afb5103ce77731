package io.plumbline.reconciler.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.window.Window;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy from the observation that began it until agreement.
 *
 * @param resumed when a connection came back last that put the deadline off; null if none did
 * @param wanted the values the authority has asked for since, oldest first
 * @param finding the id under which it was found; null while it is within its window
 */
@RegisterForReflection
public record Episode(
    Discrepancy discrepancy,
    Start began,
    Instant expectedBy,
    Instant deadline,
    @Nullable Instant resumed,
    List<Wanted> wanted,
    @Nullable String finding) {

  /** Older wishes than these cannot still be under way. */
  private static final int REMEMBERED = 16;

  public Episode {
    wanted = List.copyOf(wanted);
  }

  /** The observation that began an episode. */
  @RegisterForReflection
  public record Start(String connection, long version, Instant observedAt) {}

  /** A value the authority asked for, and when. */
  @RegisterForReflection
  public record Wanted(String value, Start since) {}

  @JsonIgnore
  public boolean open() {
    return finding != null;
  }

  public Episode found(String id) {
    return new Episode(discrepancy, began, expectedBy, deadline, resumed, wanted, id);
  }

  /** The same episode with a whole window from the moment at which a connection came back. */
  public Episode anewFrom(Instant back, Window window) {
    return new Episode(
        discrepancy,
        began,
        back.plus(window.usual()),
        back.plus(window.length()),
        back,
        wanted,
        finding);
  }

  /** The same episode with what differs now, under the kind with which it began. */
  Episode continued(Discrepancy now, Start by) {
    List<Wanted> all = wanted;
    if (!wanted.getLast().value().equals(now.expected())) {
      all = new ArrayList<>(wanted);
      all.add(new Wanted(now.expected(), by));
      all = all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
    }
    return new Episode(
        now.as(discrepancy.kind()), began, expectedBy, deadline, resumed, all, finding);
  }

  /**
   * The wish that the wrong connection has just caught up with, though a newer one is still open: a
   * chain of quick changes is as many hops, not one long disagreement.
   */
  Optional<Integer> caughtUpWith(Discrepancy now) {
    if (now.actual().equals(discrepancy.actual())) {
      return Optional.empty();
    }
    for (int i = wanted.size() - 1; i >= 0; i--) {
      boolean newest = i == wanted.size() - 1 && wanted.get(i).value().equals(now.expected());
      if (!newest && wanted.get(i).value().equals(now.actual())) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
