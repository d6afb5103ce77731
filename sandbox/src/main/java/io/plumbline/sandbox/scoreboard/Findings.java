package io.plumbline.sandbox.scoreboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.rest.JsonApi;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/** Everything the reconciler ever opened, kept up to date through its public REST API. */
public final class Findings {
  private static final int PAGE = 200;

  private final JsonApi reconciler;
  private final Clock clock;
  private final SequencedMap<String, Sighting> seen = new LinkedHashMap<>();
  private Optional<Instant> newest = Optional.empty();

  public Findings(JsonApi reconciler, Clock clock) {
    this.reconciler = reconciler;
    this.clock = clock;
  }

  /** Reads what changed since the last look. */
  public void look() {
    read(newest.map(at -> "&changedSince=" + JsonApi.escape(at.toString())));
  }

  /** Reads all of them once more, so that the score rests on nothing half read. */
  public void lookAtAll() {
    read(Optional.empty());
  }

  public synchronized List<Sighting> all() {
    return List.copyOf(seen.values());
  }

  /** The one that became visible last. */
  public synchronized Optional<Finding> latest() {
    return seen.isEmpty() ? Optional.empty() : Optional.of(seen.lastEntry().getValue().finding());
  }

  private void read(Optional<String> since) {
    String query = "/api/findings?limit=" + PAGE + since.orElse("");
    Optional<String> next = Optional.of(query);
    while (next.isPresent()) {
      JsonNode page = reconciler.get(next.get());
      Instant visible = clock.instant();
      page.path("items").forEach(item -> remember(Finding.of(item), visible));
      JsonNode cursor = page.path("next");
      next =
          cursor.isTextual()
              ? Optional.of(query + "&cursor=" + JsonApi.escape(cursor.asText()))
              : Optional.empty();
    }
  }

  private synchronized void remember(Finding finding, Instant visible) {
    Sighting before = seen.get(finding.id());
    seen.put(finding.id(), new Sighting(finding, before == null ? visible : before.visible()));
    if (!finding.changedAt().isEmpty()) {
      Instant changed = Instant.parse(finding.changedAt());
      newest = newest.filter(at -> at.isAfter(changed)).or(() -> Optional.of(changed));
    }
  }
}
