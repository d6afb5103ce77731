package io.plumbline.reconciler.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Up to when everything observed of each connection has been published. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Watermark(
    @JsonProperty(required = true) String flow,
    @JsonProperty(required = true) Instant publishedAt,
    @JsonProperty(required = true) Map<String, Instant> connections)
    implements ChangeEvent {

  public Watermark {
    // Map.copyOf refuses the null of a connection, which would stop the clock later on.
    connections = new TreeMap<>(Map.copyOf(connections));
  }
}
