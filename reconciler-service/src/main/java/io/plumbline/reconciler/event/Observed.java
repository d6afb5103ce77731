package io.plumbline.reconciler.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one connection says about one entity at one version. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Observed(
    @JsonProperty(required = true) String flow,
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String connection,
    @JsonProperty(required = true) Role role,
    @JsonProperty(required = true) String externalId,
    @JsonProperty(required = true) long version,
    @JsonProperty(required = true) Instant occurredAt,
    @JsonProperty(required = true) Instant observedAt,
    boolean deleted,
    @Nullable Facets facets,
    @Nullable Evidence evidence)
    implements ChangeEvent {

  public Observed {
    // The JSON literal null passes Jackson's check for presence.
    requireNonNull(key);
    requireNonNull(connection);
    requireNonNull(role);
    requireNonNull(externalId);
    requireNonNull(occurredAt);
    requireNonNull(observedAt);
  }

  public Facets said() {
    return facets == null ? Facets.NOTHING : facets;
  }
}
