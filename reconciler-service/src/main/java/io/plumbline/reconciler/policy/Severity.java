package io.plumbline.reconciler.policy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How soon a person should look. */
public enum Severity {
  @JsonProperty("low")
  LOW,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("high")
  HIGH;

  /** As it is spelled in JSON, the ledger and metrics. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
