package io.plumbline.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plumbline.engine.apply.ObservedEvents;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.secrecy.Fingerprints;
import io.plumbline.engine.secrecy.MasterKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How a listing tells that it is complete, and where to go on when it is not. */
class SnapshotTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final String THEN = "2026-11-20T10:00:00Z";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Shelf shelf =
      new Shelf(
          List.of(
              List.of(record("1"), filtered("2")), List.of(record("3")), List.of(garbled("4"))));

  /** Mechanism: the last line, which counts every line before it by its type. */
  @Test
  void endsACompleteListingWithItsCounts() {
    var lines = from(Optional.empty());

    assertThat(types(lines))
        .containsExactly("record", "filtered", "page", "record", "page", "unusable", "end");
    assertThat(lines.getLast().path("records").asInt()).isEqualTo(2);
    assertThat(lines.getLast().path("filtered").asInt()).isOne();
    assertThat(lines.getLast().path("unusable").asInt()).isOne();
  }

  /** Mechanism: the failure becomes a line; the consumer goes on where it happened. */
  @Test
  void endsABrokenListingWithAnErrorToGoOnFrom() {
    shelf.fails(
        1, new CallFailed(Kind.THROTTLED, "too many requests", Duration.ofSeconds(2), null));

    var broken = from(Optional.empty());
    shelf.fails(1, null);
    var resume = broken.getLast().path("resume").asText();
    var rest = from(SnapshotCursor.vendors(resume));

    assertThat(types(broken)).containsExactly("record", "filtered", "page", "error");
    assertThat(broken.getLast().path("kind").asText()).isEqualTo("throttled");
    assertThat(broken.getLast().path("retryAfter").asText()).isEqualTo("PT2S");
    assertThat(types(rest)).containsExactly("record", "page", "unusable", "end");
  }

  /** Mechanism: the link of the record, and the version as apply would count it. */
  @Test
  void namesTheEntityOfALinkedRecord() {
    var line = from(Optional.empty()).getFirst();

    assertThat(line.path("key").asText()).isEqualTo("shop:1");
    assertThat(line.path("version").asLong()).isEqualTo(Instant.parse(THEN).toEpochMilli() * 1_000);
    assertThat(line.path("readAt").asText()).isEqualTo(NOW.toString());
  }

  private List<JsonNode> from(Optional<String> resume) {
    var events =
        new ObservedEvents(
            new Quiet(),
            new Fingerprints(new MasterKey(Base64.getEncoder().encodeToString(new byte[32]))));
    var out = new ByteArrayOutputStream();
    try {
      new Snapshot(shelf, ids -> Map.of("1", "shop:1"), events, Clock.fixed(NOW, ZoneOffset.UTC))
          .write(resume, out);
      var lines = new ArrayList<JsonNode>();
      for (var line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
        lines.add(JSON.readTree(line));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> types(List<JsonNode> lines) {
    return lines.stream().map(line -> line.path("type").asText()).toList();
  }

  private static RawRecord record(String id) {
    return raw(id, ScriptedConnector.body(id, THEN, "10.00").toString());
  }

  private static RawRecord filtered(String id) {
    return raw(id, "{\"filtered\": \"test order\"}");
  }

  private static RawRecord garbled(String id) {
    return raw(id, "no json");
  }

  private static RawRecord raw(String id, String body) {
    return new RawRecord(
        id, "poll/order", Instant.parse(THEN), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Has no rules. */
  private static final class Quiet implements Flow {
    @Override
    public String name() {
      return "test";
    }

    @Override
    public Decision decide(Connection tx, Entity entity) {
      return new Decision(List.of(), List.of(), Set.of());
    }

    @Override
    public void store(Connection tx, List<Decided> decided) {}

    @Override
    public void merged(Connection tx, String from, String into) {}
  }
}
