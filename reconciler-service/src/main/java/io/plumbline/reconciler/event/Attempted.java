package io.plumbline.reconciler.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A claim of a flow service: it tried to write to a connection, with this outcome. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record Attempted(
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String connection,
    long revision,
    @JsonProperty(required = true) Instant observedAt,
    @JsonProperty(required = true) Outcome outcome,
    Map<String, String> sent,
    @Nullable Reason cause,
    @Nullable Evidence evidence)
    implements ChangeEvent {

  private static final String LINES = "lines[";

  public Attempted {
    requireNonNull(key);
    requireNonNull(connection);
    requireNonNull(observedAt);
    requireNonNull(outcome);
    //noinspection ConstantValue: an attempt that sends no plain values leaves the field out
    sent = sent == null ? Map.of() : new TreeMap<>(sent);
  }

  /** The same attempt by what it sent of the order as a whole. */
  public Attempted withoutLines() {
    Map<String, String> whole = new TreeMap<>(sent);
    whole.keySet().removeIf(path -> path.contains(LINES));
    return new Attempted(key, connection, revision, observedAt, outcome, whole, cause, evidence);
  }

  /** What became of the attempt, as far as the flow service can tell. */
  public enum Outcome {
    @JsonProperty("delivered")
    DELIVERED,
    @JsonProperty("failed")
    FAILED,
    @JsonProperty("unknown")
    UNKNOWN,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("shadowed")
    SHADOWED
  }
}
