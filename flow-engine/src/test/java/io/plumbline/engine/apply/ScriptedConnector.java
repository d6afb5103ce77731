package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Name;
import io.plumbline.engine.observation.Reading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** A vendor whose records a test writes down; its payloads say id, time, total and names. */
public final class ScriptedConnector implements Connector {

  public static final String ACKNOWLEDGEMENT = "{\"taken\":true}";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, RawRecord> records = new ConcurrentSkipListMap<>();
  private final Map<String, CallFailed> failures = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile Runnable meanwhile = () -> {};
  private volatile Runnable beside = () -> {};

  /** A vendor that stamps what is written to it with that clock's time. */
  public ScriptedConnector(Clock clock) {
    this.clock = clock;
  }

  /** The record as the vendor has it from now on. */
  public void holds(String id, String at, String total, String... names) {
    failures.remove(id);
    records.put(id, record(id, Instant.parse(at), body(id, at, total, names).toString()));
  }

  private static RawRecord record(String id, Instant at, String body) {
    return new RawRecord(id, "poll/order", at, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Reading the record fails from now on. */
  public void fails(String id, CallFailed failure) {
    failures.put(id, failure);
  }

  /** What happens while a call lasts. */
  public void meanwhile(Runnable happens) {
    meanwhile = happens;
  }

  /** What happens when it is listened to beside its records. */
  public void beside(Runnable happens) {
    beside = happens;
  }

  /** The record is one of those that the flow leaves out. */
  void filters(String id, String reason) {
    ObjectNode body = body(id, "2026-11-01T10:00:00Z", "0").put("filtered", reason);
    records.put(id, record(id, Instant.EPOCH, body.toString()));
  }

  /** The record reads as something that nobody understands. */
  void garbles(String id) {
    records.put(id, record(id, Instant.EPOCH, "no json"));
  }

  public static ObjectNode body(String id, String at, String total, String... names) {
    ObjectNode body =
        JsonNodeFactory.instance.objectNode().put("id", id).put("at", at).put("total", total);
    var list = body.putArray("names");
    for (String name : names) {
      list.add(name);
    }
    return body;
  }

  @Override
  public String acknowledgement() {
    return ACKNOWLEDGEMENT;
  }

  @Override
  public Arrival receive(Webhook webhook) {
    return webhook.header("x-signature").filter("right"::equals).isPresent()
        ? new Arrival.Genuine(
            webhook.header("x-id").orElse("none"), webhook.header("x-about").orElse("?"))
        : new Arrival.Forged("signature");
  }

  @Override
  public Understood understand(String topic, byte[] body) throws Unusable {
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (IOException e) {
      throw new Unusable("expected JSON, found something else", e);
    }
    if (json.has("filtered")) {
      return new Understood.Filtered(json.path("filtered").asText());
    }
    Set<Name> names = new HashSet<>();
    json.path("names")
        .forEach(name -> {
          String text = name.asText();
          int colon = text.indexOf(':');
          names.add(new Name(text.substring(0, colon), text.substring(colon + 1)));
        });
    ObjectNode personal = JsonNodeFactory.instance.objectNode();
    if (json.has("email")) {
      personal.put("email", json.path("email").asText());
    }
    Instant at = Instant.parse(json.path("at").asText());
    var commercial =
        JsonNodeFactory.instance.objectNode().put("total", json.path("total").asText());
    return new Understood.Readings(
        List.of(
            new Reading(
                json.path("id").asText(),
                names,
                at,
                at,
                false,
                Content.of(Map.of("commercial", commercial), personal),
                "test/order@1")));
  }

  @Override
  public Page changedSince(Cursor cursor) {
    List<RawRecord> found =
        records.values().stream()
            .filter(record -> record.sourceTime().isAfter(cursor.modifiedAt()))
            .toList();
    meanwhile.run();
    return new Page(
        found,
        found.stream()
            .max(java.util.Comparator.comparing(RawRecord::sourceTime))
            .map(last -> new Cursor(last.sourceTime(), last.externalId())),
        Optional.empty(),
        false);
  }

  @Override
  public void lookAside() {
    beside.run();
  }

  @Override
  public Page listing(Optional<String> resume) {
    return new Page(List.copyOf(records.values()), Optional.empty(), Optional.empty(), false);
  }

  @Override
  public Optional<RawRecord> fetch(String externalId) {
    CallFailed failure = failures.get(externalId);
    if (failure != null) {
      throw failure;
    }
    var found = Optional.ofNullable(records.get(externalId));
    meanwhile.run();
    return found;
  }

  @Override
  public Optional<RawRecord> find(String reference) {
    return Optional.empty();
  }

  @Override
  public List<Step> plan(Desired desired, Optional<Reading> current) {
    String total = total(desired.content());
    if (current
        .map(Reading::content)
        .map(ScriptedConnector::total)
        .filter(total::equals)
        .isPresent()) {
      return List.of();
    }
    return List.of(
        new Step(
            "write",
            desired.reference(),
            JsonNodeFactory.instance.objectNode().put("total", total),
            JsonNodeFactory.instance.objectNode().put("commercial.total", total)));
  }

  private static String total(Content content) {
    ObjectNode commercial = content.facets().get("commercial");
    return commercial == null ? "" : commercial.path("total").asText();
  }

  /** Written under our reference, the record knows the entity by it. */
  @Override
  public Confirmed send(Step step) {
    String id = "for-" + step.reference();
    holds(id, clock.instant().toString(), step.call().path("total").asText(), step.reference());
    return new Confirmed(Optional.of(id), false);
  }

  @Override
  public List<String> mappings() {
    return List.of();
  }
}
