package io.plumbline.engine.apply;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replica as it stands in its table, decrypted.
 *
 * @param mode of its connection, when it was observed
 * @param readAt when the last look that we took ourselves began: whatever was written before it
 *     ended is in here, also where a webhook has told of a newer state since
 */
record ReplicaRow(
    String key,
    String connection,
    String externalId,
    Role role,
    Version version,
    byte[] hash,
    Content content,
    boolean deleted,
    Instant occurredAt,
    Instant observedAt,
    String eventId,
    ObjectNode evidence,
    Mode mode,
    @Nullable Instant readAt) {

  Judgement.Held held() {
    return new Judgement.Held(version, hash, deleted);
  }

  Replica replica() {
    return new Replica(
        connection, role, externalId, version, occurredAt, observedAt, deleted, content);
  }

  /** The same record under the key its entity turned out to have. */
  ReplicaRow under(String newKey) {
    return new ReplicaRow(
        newKey,
        connection,
        externalId,
        role,
        version,
        hash,
        content,
        deleted,
        occurredAt,
        observedAt,
        EventIds.moved(eventId, newKey),
        evidence.deepCopy().put("event", EventIds.moved(eventId, newKey)),
        mode,
        readAt);
  }

  /** The record as the entity has it no longer: it is another one's. */
  ReplicaRow gone(Content nothing) {
    String event = EventIds.left(eventId, key);
    return new ReplicaRow(
        key,
        connection,
        externalId,
        role,
        Version.of(version.number() + 1),
        hash,
        nothing,
        true,
        occurredAt,
        observedAt,
        event,
        evidence.deepCopy().put("event", event),
        mode,
        readAt);
  }

  /** The same record, of which a look that began then says the same. */
  ReplicaRow seen(@Nullable Instant lookedAt) {
    return new ReplicaRow(
        key,
        connection,
        externalId,
        role,
        version,
        hash,
        content,
        deleted,
        occurredAt,
        observedAt,
        eventId,
        evidence,
        mode,
        later(readAt, lookedAt));
  }

  boolean seenBefore(@Nullable Instant lookedAt) {
    return lookedAt != null && (readAt == null || readAt.isBefore(lookedAt));
  }

  private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? other : one;
  }
}
