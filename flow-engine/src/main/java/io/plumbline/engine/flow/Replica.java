package io.plumbline.engine.flow;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Version;
import java.time.Instant;

/** The newest observation of one record of an entity in one connection. */
public record Replica(
    String connection,
    Role role,
    String externalId,
    Version version,
    Instant occurredAt,
    Instant observedAt,
    boolean deleted,
    Content content) {}
