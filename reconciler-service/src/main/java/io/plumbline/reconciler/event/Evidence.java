package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** Where an event came from; each event type fills what it has. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Evidence(
    @Nullable String event,
    @Nullable String via,
    @Nullable String delivery,
    @Nullable Integer attempt,
    @Nullable String letter) {}
