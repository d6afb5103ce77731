package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The personal data of an entity is gone. The reconciler never read any, so it has nothing to
 * forget; the type is known so that it is no dead letter.
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Erased(@JsonProperty(required = true) String key) implements ChangeEvent {}
