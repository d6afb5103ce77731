package io.plumbline.reconciler.view;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a field took its present value, and which one it had before. */
@RegisterForReflection
public record Change(
    @Nullable String previous, long version, Instant observedAt, @Nullable String event) {}
