package io.plumbline.reconciler.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why the systems differ, with the events that show it. */
@Schema(description = "Why the systems differ")
@RegisterForReflection
public record Cause(
    Family family,
    String explanation,
    @Schema(description = "The ids of the events that show it") List<String> evidence) {

  public Cause {
    evidence = List.copyOf(evidence);
  }

  /** The families of causes. */
  public enum Family {
    @JsonProperty("neverAttempted")
    NEVER_ATTEMPTED,
    @JsonProperty("lost")
    LOST,
    @JsonProperty("rejected")
    REJECTED,
    @JsonProperty("duplicated")
    DUPLICATED,
    @JsonProperty("reordered")
    REORDERED,
    @JsonProperty("staleOverwrite")
    STALE_OVERWRITE,
    @JsonProperty("partial")
    PARTIAL,
    @JsonProperty("rounding")
    ROUNDING,
    @JsonProperty("editedOutside")
    EDITED_OUTSIDE,
    @JsonProperty("lag")
    LAG
  }
}
