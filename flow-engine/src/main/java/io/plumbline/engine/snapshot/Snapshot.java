package io.plumbline.engine.snapshot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.apply.ObservedEvents;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood.Filtered;
import io.plumbline.engine.connector.Connector.Understood.ReadAgain;
import io.plumbline.engine.connector.Connector.Understood.Readings;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.observation.Version;
import io.plumbline.engine.sql.DatabaseFailed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A full listing of one connection as JSON lines, pulled from the vendor while it is written.
 *
 * <p>A {@code record} line says what a change event would, with the time it was read; a record left
 * out is a {@code filtered} or {@code unusable} line with its reason. Each page ends in a {@code
 * page} line, from whose {@code resume} another listing goes on. The last line tells how it ended:
 * {@code end} with what was counted, or {@code error} with where to go on. Without either the
 * listing was cut short.
 */
public final class Snapshot {

  private final Connector connector;
  private final Keys keys;
  private final ObservedEvents events;
  private final Clock clock;

  public Snapshot(Connector connector, Keys keys, ObservedEvents events, Clock clock) {
    this.connector = connector;
    this.keys = keys;
    this.events = events;
    this.clock = clock;
  }

  /** The entities of records, by the records' own ids; what is not linked yet has none. */
  @FunctionalInterface
  public interface Keys {
    Map<String, String> of(Collection<String> externalIds);
  }

  /** Writes the listing from its beginning, or behind the page that gave {@code resume}. */
  public void write(Optional<String> resume, OutputStream out) throws IOException {
    Instant started = clock.instant();
    Map<String, Long> counts = new TreeMap<>();
    Optional<String> next = resume;
    try {
      do {
        next = page(next, counts, out);
      } while (next.isPresent());
    } catch (CallFailed e) {
      line(out, error(e.kind().name().toLowerCase(Locale.ROOT), e.getMessage(), next, e));
      return;
    } catch (DatabaseFailed e) {
      line(out, error("connection", "The database cannot be reached.", next, null));
      return;
    }
    ObjectNode end = typed("end").put("records", counts.getOrDefault("record", 0L));
    end.put("filtered", counts.getOrDefault("filtered", 0L))
        .put("unusable", counts.getOrDefault("unusable", 0L))
        .put("startedAt", started.toString())
        .put("finishedAt", clock.instant().toString());
    line(out, end);
  }

  private Optional<String> page(Optional<String> from, Map<String, Long> counts, OutputStream out)
      throws IOException {
    // Before the call: what changes while it lasts may be missing from the page.
    Instant readAt = clock.instant();
    Page page = connector.listing(from);
    Map<String, String> linked =
        keys.of(page.records().stream().map(RawRecord::externalId).toList());
    for (RawRecord raw : page.records()) {
      ObjectNode line = describe(raw, linked, readAt);
      counts.merge(line.path("type").asText(), 1L, Long::sum);
      line(out, line);
    }
    if (page.resume().isPresent()) {
      line(out, typed("page").put("resume", SnapshotCursor.of(page.resume().get())));
    }
    out.flush();
    return page.resume();
  }

  private ObjectNode describe(RawRecord raw, Map<String, String> linked, Instant readAt) {
    try {
      return switch (connector.understand(raw.topic(), raw.body())) {
        case Readings(var readings) when readings.size() == 1 ->
            record(readings.getFirst(), linked, readAt);
        case Readings(var readings) ->
            left("unusable", raw, "expected one record, found " + readings.size());
        case ReadAgain(var externalId) ->
            left("unusable", raw, "the listing says too little of " + externalId);
        case Filtered(var reason) -> left("filtered", raw, reason);
      };
    } catch (Unusable e) {
      return left("unusable", raw, String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode record(Reading reading, Map<String, String> linked, Instant readAt) {
    ObjectNode line = typed("record");
    String key = linked.get(reading.externalId());
    if (key != null) {
      line.put("key", key);
    }
    line.put("externalId", reading.externalId())
        .put("version", new Version(reading.sourceTime(), 0).number())
        .put("occurredAt", reading.occurredAt().toString())
        .put("readAt", readAt.toString())
        .put("deleted", reading.deleted())
        .put("mapping", reading.mapping());
    line.set("facets", events.published(reading.content()));
    var names = line.putArray("names");
    reading.names().forEach(name -> names.add(name.toString()));
    return line;
  }

  private static ObjectNode error(
      String kind,
      @org.jspecify.annotations.Nullable String message,
      Optional<String> next,
      @org.jspecify.annotations.Nullable CallFailed failure) {
    ObjectNode error = typed("error").put("kind", kind).put("message", String.valueOf(message));
    next.ifPresent(resume -> error.put("resume", SnapshotCursor.of(resume)));
    if (failure != null) {
      failure.retryAfter().map(Duration::toString).ifPresent(rest -> error.put("retryAfter", rest));
    }
    return error;
  }

  private static ObjectNode left(String type, RawRecord raw, String reason) {
    return typed(type).put("externalId", raw.externalId()).put("reason", reason);
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static void line(OutputStream out, ObjectNode line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
