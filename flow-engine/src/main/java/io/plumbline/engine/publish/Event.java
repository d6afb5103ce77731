package io.plumbline.engine.publish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * Something to be published.
 *
 * @param id stable: the same happening has the same id, however often it is published
 * @param key keys the Kafka record; the entity's key, or for {@code linked} the key that ended
 * @param type observed, linked, delivered, dead-lettered or erased
 * @param occurredAt when it happened in its source
 */
public record Event(
    String id,
    String key,
    String type,
    String connection,
    Instant occurredAt,
    ObjectNode payload) {}
