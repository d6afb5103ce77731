package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** Why an attempt failed or a message could not be used. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Reason(@JsonProperty("class") @Nullable String family, @Nullable String message) {}
