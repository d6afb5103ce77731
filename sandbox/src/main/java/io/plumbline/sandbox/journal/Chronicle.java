package io.plumbline.sandbox.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A system's own history, kept in memory and in its journal. Callers serialise, so that the order
 * of entries is the order of effects.
 */
public final class Chronicle<S> {
  public static final String KIND = "change";

  private final Log<Change<S>> log = new Log<>();
  private final Map<String, Long> newest = new ConcurrentHashMap<>();
  private final Class<S> type;
  private final Clock clock;

  public Chronicle(Class<S> type, Clock clock) {
    this.type = type;
    this.clock = clock;
  }

  /** Which record changed, under the name that other systems use for it. */
  public record Subject(String object, String id, @Nullable String reference) {}

  public Change<S> record(Subject subject, String actor, String change, S state, Journal journal) {
    Change<S> entry =
        log.add(seq ->
            new Change<>(
                seq,
                clock.instant(),
                subject.object(),
                subject.id(),
                subject.reference(),
                actor,
                change,
                state));
    newest.put(subject.id(), entry.seq());
    journal.append(KIND, entry);
    return entry;
  }

  /** The newest entry of a record. */
  public Optional<Long> newest(String id) {
    return Optional.ofNullable(newest.get(id));
  }

  public List<Change<S>> since(long seq, int limit) {
    return log.since(seq, limit);
  }

  /** Takes back an entry of a journal. */
  public Change<S> replay(JsonNode entry) {
    S state = Json.value(entry.path("state"), type);
    Change<S> change =
        log.add(seq ->
            new Change<>(
                seq,
                Instant.parse(entry.path("at").asText()),
                entry.path("object").asText(),
                entry.path("id").asText(),
                Json.text(entry, "reference").orElse(null),
                entry.path("actor").asText(),
                entry.path("change").asText(),
                state));
    newest.put(change.id(), change.seq());
    return change;
  }
}
