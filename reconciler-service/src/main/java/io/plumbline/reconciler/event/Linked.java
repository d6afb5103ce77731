package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A provisional key has become part of {@code key}; whatever was known under the old one ends. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Linked(
    @JsonProperty(required = true) String key,
    @Nullable String mergedFrom,
    @JsonProperty(required = true) Instant observedAt)
    implements ChangeEvent {}
