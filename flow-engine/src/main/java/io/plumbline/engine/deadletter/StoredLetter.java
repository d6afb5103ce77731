package io.plumbline.engine.deadletter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as kept.
 *
 * @param state open, retried, resolved or discarded
 * @param reason why it was closed
 * @param body what arrived, encrypted under the service's own key
 */
public record StoredLetter(
    long id,
    String kind,
    String connection,
    @Nullable String key,
    @Nullable String externalId,
    @Nullable String topic,
    String cause,
    String explanation,
    ObjectNode evidence,
    byte @Nullable [] body,
    String state,
    @Nullable String reason,
    Instant createdAt,
    @Nullable Instant closedAt) {

  /** What it is about: the entity, or the record where no entity is known. */
  String about() {
    return key != null ? key : connection + ":" + externalId;
  }
}
