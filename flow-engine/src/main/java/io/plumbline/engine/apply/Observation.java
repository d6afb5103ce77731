package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * What is published of one state of a record.
 *
 * @param facets with fingerprints in the place of what is personal
 */
record Observation(
    String eventId,
    String key,
    String connection,
    String role,
    String externalId,
    long version,
    ObjectNode facets,
    boolean deleted,
    Instant occurredAt,
    Instant observedAt,
    String mode,
    ObjectNode evidence) {}
