package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.secrecy.Fingerprints;
import java.time.Instant;
import java.util.Collection;
import java.util.Locale;

/** What is published about observations and links: no personal data, only fingerprints of it. */
public final class ObservedEvents {

  private final Flow flow;
  private final Fingerprints fingerprints;

  public ObservedEvents(Flow flow, Fingerprints fingerprints) {
    this.flow = flow;
    this.fingerprints = fingerprints;
  }

  Event observed(ReplicaRow row) {
    ObjectNode payload = about(row.key());
    payload
        .put("connection", row.connection())
        .put("role", row.role().name())
        .put("externalId", row.externalId())
        .put("version", row.version().number())
        .put("occurredAt", row.occurredAt().toString())
        .put("observedAt", row.observedAt().toString())
        .put("deleted", row.deleted())
        .put("mode", row.mode().name().toLowerCase(Locale.ROOT));
    payload.set("facets", published(row));
    payload.set("evidence", row.evidence());
    return new Event(
        row.eventId(), row.key(), "observed", row.connection(), row.occurredAt(), payload);
  }

  /** The end of a key: a tombstone for whoever held a view of it. */
  Event linked(String from, String into, Collection<ReplicaRow> moved, Instant now) {
    ArrayNode links = JsonNodeFactory.instance.arrayNode();
    moved.forEach(row ->
        links.addObject().put("connection", row.connection()).put("externalId", row.externalId()));
    ObjectNode payload = about(into);
    payload.put("mergedFrom", from).put("observedAt", now.toString());
    payload.set("links", links);
    String source = moved.stream().findFirst().map(ReplicaRow::connection).orElse("plumbline");
    return new Event(
        EventIds.linked(flow.name(), from, into), from, "linked", source, now, payload);
  }

  private ObjectNode about(String key) {
    return JsonNodeFactory.instance.objectNode().put("flow", flow.name()).put("key", key);
  }

  /** The facets as others may see them. */
  public ObjectNode published(io.plumbline.engine.observation.Content content) {
    ObjectNode facets = StoredContent.facets(content).deepCopy();
    if (!content.personal().isEmpty()) {
      facets
          .withObjectProperty(flow.fingerprintedFacet())
          .set("fingerprints", fingerprints.of(content.personal()));
    }
    return facets;
  }

  private ObjectNode published(ReplicaRow row) {
    return published(row.content());
  }
}
