package io.plumbline.engine.snapshot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood.Filtered;
import io.plumbline.engine.connector.Connector.Understood.ReadAgain;
import io.plumbline.engine.connector.Connector.Understood.Readings;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.secrecy.Fingerprints;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * A full listing of one connection as JSON lines, pulled from the vendor while it is written.
 *
 * <p>A line is a {@code record} with its facets, fingerprints and read time; a record left out is a
 * {@code filtered} or {@code unusable} line with its reason. Each page ends in a {@code page} line
 * whose {@code resume} goes on behind it, and the listing in an {@code end} line that counts the
 * records: without it the listing was cut short.
 */
public final class Snapshot {

  private final Connector connector;
  private final Fingerprints fingerprints;
  private final Clock clock;

  public Snapshot(Connector connector, Fingerprints fingerprints, Clock clock) {
    this.connector = connector;
    this.fingerprints = fingerprints;
    this.clock = clock;
  }

  /** Writes the listing from its beginning, or behind the page that gave {@code resume}. */
  public void write(Optional<String> resume, OutputStream out) throws IOException {
    Instant started = clock.instant();
    long records = 0;
    Optional<String> next = resume;
    do {
      Page page = connector.listing(next);
      Instant readAt = clock.instant();
      for (RawRecord raw : page.records()) {
        line(out, describe(raw, readAt));
        records++;
      }
      next = page.resume();
      if (next.isPresent()) {
        line(out, typed("page").put("resume", next.get()));
      }
    } while (next.isPresent());
    line(
        out,
        typed("end")
            .put("records", records)
            .put("startedAt", started.toString())
            .put("finishedAt", clock.instant().toString()));
  }

  private ObjectNode describe(RawRecord raw, Instant readAt) {
    try {
      return switch (connector.understand(raw.topic(), raw.body())) {
        case Readings(var readings) when readings.size() == 1 ->
            record(readings.getFirst(), readAt);
        case Readings(var readings) ->
            left("unusable", raw, "expected one record, found " + readings.size());
        case ReadAgain(var externalId) ->
            left("unusable", raw, "the listing says too little of " + externalId);
        case Filtered(var reason) -> left("filtered", raw, reason);
      };
    } catch (Unusable e) {
      return left("unusable", raw, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private ObjectNode record(Reading reading, Instant readAt) {
    ObjectNode line = typed("record").put("externalId", reading.externalId());
    line.put("sourceTime", reading.sourceTime().toString())
        .put("occurredAt", reading.occurredAt().toString())
        .put("readAt", readAt.toString())
        .put("deleted", reading.deleted())
        .put("mapping", reading.mapping());
    ObjectNode facets = line.putObject("facets");
    reading.content().facets().forEach(facets::set);
    line.set("fingerprints", fingerprints.of(reading.content().personal()));
    var names = line.putArray("names");
    reading.names().forEach(name -> names.add(name.toString()));
    return line;
  }

  private static ObjectNode left(String type, RawRecord raw, String reason) {
    return typed(type).put("externalId", raw.externalId()).put("reason", reason);
  }

  private static ObjectNode typed(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  private static void line(OutputStream out, ObjectNode line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
