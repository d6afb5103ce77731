package io.plumbline.reconciler.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.plumbline.reconciler.event.Commercial;
import io.plumbline.reconciler.event.Evidence;
import io.plumbline.reconciler.event.Facets;
import io.plumbline.reconciler.event.Observed;
import io.plumbline.reconciler.event.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The newest observation of one external record, with the changes that led to it.
 *
 * @param firstOccurredAt when by the source, of the first observation; null in what was stored
 *     before it was kept
 */
@RegisterForReflection
public record Said(
    String connection,
    Role role,
    String externalId,
    long version,
    Instant occurredAt,
    Instant observedAt,
    @Nullable Instant firstOccurredAt,
    Instant firstObservedAt,
    boolean deleted,
    Facets facets,
    Map<String, Change> changes,
    @Nullable String event) {

  /** The path under which the existence of a record itself is a value. */
  public static final String RECORD = "record";

  public Said {
    changes = new TreeMap<>(changes);
  }

  static Said first(Observed observed) {
    return new Said(
        observed.connection(),
        observed.role(),
        observed.externalId(),
        observed.version(),
        observed.occurredAt(),
        observed.observedAt(),
        observed.occurredAt(),
        observed.observedAt(),
        observed.deleted(),
        observed.said(),
        Map.of(),
        event(observed));
  }

  /** A deletion keeps what was last said: what it cost stands there. */
  Said supersededBy(Observed observed) {
    Facets next = observed.deleted() ? facets : observed.said();
    return new Said(
        connection,
        observed.role(),
        externalId,
        observed.version(),
        observed.occurredAt(),
        observed.observedAt(),
        firstOccurredAt,
        firstObservedAt,
        observed.deleted(),
        next,
        changesTo(observed, next),
        event(observed));
  }

  private Map<String, Change> changesTo(Observed observed, Facets next) {
    Map<String, String> before = Values.of(facets);
    Map<String, String> after = Values.of(next);
    Map<String, Change> all = new TreeMap<>(changes);
    TreeSet<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    for (String path : paths) {
      String previous = before.get(path);
      if (!Objects.equals(previous, after.get(path))) {
        all.put(path, change(previous, observed));
      }
    }
    if (deleted != observed.deleted()) {
      all.put(RECORD, change(deleted ? "absent" : "present", observed));
    }
    return all;
  }

  private static Change change(@Nullable String previous, Observed observed) {
    return new Change(
        previous,
        observed.version(),
        observed.occurredAt(),
        observed.observedAt(),
        event(observed));
  }

  private static @Nullable String event(Observed observed) {
    Evidence evidence = observed.evidence();
    return evidence == null ? null : evidence.event();
  }

  @JsonIgnore
  public Optional<Commercial> commercial() {
    return Optional.ofNullable(facets.commercial());
  }

  @JsonIgnore
  public boolean cancelled() {
    return commercial().map(Commercial::cancelled).orElse(false);
  }

  @JsonIgnore
  public boolean fulfilled() {
    return status(Values.FULFILMENT).equals(Optional.of("fulfilled"));
  }

  /** The state that this connection says a facet has reached, if it says so. */
  public Optional<String> status(String facet) {
    return Values.status(facets, facet);
  }

  /** Since when this connection has said what it says at this path. */
  public Instant since(String path) {
    Change change = changes.get(path);
    return change == null ? firstObservedAt : change.observedAt();
  }

  /** The same by the clock of the source, whenever it was heard of. */
  public Instant occurred(String path) {
    Change change = changes.get(path);
    Instant byTheSource = change == null ? firstOccurredAt : change.occurredAt();
    return Objects.requireNonNullElseGet(byTheSource, () -> since(path));
  }
}
