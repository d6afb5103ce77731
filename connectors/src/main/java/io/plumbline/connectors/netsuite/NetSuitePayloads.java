package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.Mapping;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Understands records of the API, deletions, and the events of our SuiteScript. */
final class NetSuitePayloads {

  /** Topics of what this connector read itself. */
  static final String POLLED = "poll/salesOrder";

  static final String POLLED_DELETION = "poll/salesOrder-deleted";

  private final Mapping mapping;
  private final NetSuiteNames names;
  private final NetSuiteContent content;

  NetSuitePayloads(Mapping mapping, NetSuiteNames names, NetSuiteContent content) {
    this.mapping = mapping;
    this.names = names;
    this.content = content;
  }

  Understood understand(String topic, byte[] body) throws Unusable {
    var payload = Json.payload(body);
    return switch (topic) {
      case POLLED -> readings(salesOrder(payload));
      case NotGiven.TOPIC -> NotGiven.understand(payload);
      case POLLED_DELETION -> readings(deletion(payload));
      default -> event(payload);
    };
  }

  /** An event names a record and says nothing about it. */
  private static Understood event(ObjectNode payload) throws Unusable {
    var type = payload.path("recordType").asText("").toLowerCase(Locale.ROOT);
    if (!type.isEmpty() && !type.equals("salesorder")) {
      return new Understood.Filtered("record type " + type);
    }
    var id = payload.path("internalId").asText("");
    if (!id.matches("[0-9]{1,20}")) {
      throw new Unusable("internalId: expected a number, found '" + id + "'.");
    }
    return new Understood.ReadAgain(id);
  }

  private Reading salesOrder(ObjectNode payload) throws Unusable {
    var modified = modified(payload);
    return new Reading(
        id(payload),
        names.of(payload),
        modified,
        modified,
        false,
        content.finished(mapping.read(payload), payload),
        mapping.label());
  }

  private Reading deletion(ObjectNode payload) throws Unusable {
    var at = instant(payload, "deletedDate");
    var nothing = Content.of(Map.of(), Json.object());
    return new Reading(id(payload), Set.of(), at, at, true, nothing, mapping.label());
  }

  private static Understood readings(Reading reading) {
    return new Understood.Readings(List.of(reading));
  }

  private static String id(ObjectNode payload) throws Unusable {
    var id = payload.path("id").asText("");
    if (id.isBlank()) {
      throw new Unusable("id: expected an internal id, found none.");
    }
    return id;
  }

  private static Instant modified(ObjectNode payload) throws Unusable {
    var own = instant(payload, "lastModifiedDate");
    try {
      return NetSuiteTimes.newest(payload);
    } catch (DateTimeException e) {
      throw new Unusable(
          "lastModifiedDate: expected a time with offset in all that was made from order %s, the order's is %s."
              .formatted(payload.path("id").asText(), own),
          e);
    }
  }

  private static Instant instant(ObjectNode payload, String field) throws Unusable {
    var text = payload.path(field).asText("");
    try {
      return NetSuiteTimes.ofRecord(text);
    } catch (DateTimeException e) {
      throw new Unusable("%s: expected a time with offset, found '%s'.".formatted(field, text), e);
    }
  }
}
