package io.plumbline.reconciler.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How soon a person should look. */
public enum Severity {
  @JsonProperty("low")
  LOW,
  @JsonProperty("medium")
  MEDIUM,
  @JsonProperty("high")
  HIGH
}
