package io.plumbline.reconciler.view;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a field took its present value, and which one it had before.
 *
 * @param occurredAt when by the source; null in what was stored before it was kept
 */
@RegisterForReflection
public record Change(
    @Nullable String previous,
    long version,
    @Nullable Instant occurredAt,
    Instant observedAt,
    @Nullable String event) {}
