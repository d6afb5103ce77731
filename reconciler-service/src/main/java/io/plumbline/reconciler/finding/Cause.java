package io.plumbline.reconciler.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** Why the systems differ, with the events that show it. */
@RegisterForReflection
public record Cause(Family family, String explanation, List<String> evidence) {

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
