package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.observation.Content;
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
    return observed(
        new Observation(
            row.eventId(),
            row.key(),
            row.connection(),
            row.role().name(),
            row.externalId(),
            row.version().number(),
            published(row.content()),
            row.deleted(),
            row.occurredAt(),
            row.observedAt(),
            row.mode().name().toLowerCase(Locale.ROOT),
            row.evidence()));
  }

  Event observed(Observation seen) {
    ObjectNode payload = about(seen.key());
    payload
        .put("connection", seen.connection())
        .put("role", seen.role())
        .put("externalId", seen.externalId())
        .put("version", seen.version())
        .put("occurredAt", seen.occurredAt().toString())
        .put("observedAt", seen.observedAt().toString())
        .put("deleted", seen.deleted())
        .put("mode", seen.mode());
    payload.set("facets", seen.facets());
    payload.set("evidence", seen.evidence());
    return new Event(
        seen.eventId(), seen.key(), "observed", seen.connection(), seen.occurredAt(), payload);
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
  public ObjectNode published(Content content) {
    return published(StoredContent.facets(content).deepCopy(), fingerprints(content));
  }

  /** The same of facets that were stored, with the fingerprints that were kept beside them. */
  ObjectNode published(ObjectNode facets, ObjectNode kept) {
    if (!kept.isEmpty()) {
      facets.withObjectProperty(flow.fingerprintedFacet()).set("fingerprints", kept);
    }
    return facets;
  }

  ObjectNode fingerprints(Content content) {
    return fingerprints.of(content.personal());
  }
}
