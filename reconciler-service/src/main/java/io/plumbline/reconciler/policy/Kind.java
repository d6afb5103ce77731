package io.plumbline.reconciler.policy;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The kinds of drift that are found; the ids are those of the JSON and the metrics. */
public enum Kind {
  @JsonProperty("missing")
  MISSING("missing"),
  @JsonProperty("duplicate")
  DUPLICATE("duplicate"),
  @JsonProperty("fieldMismatch")
  FIELD_MISMATCH("fieldMismatch"),
  @JsonProperty("rounding")
  ROUNDING("rounding"),
  @JsonProperty("cancelledButShipped")
  CANCELLED_BUT_SHIPPED("cancelledButShipped"),
  @JsonProperty("toldShipped")
  TOLD_SHIPPED("toldShipped"),
  @JsonProperty("trackingMissing")
  TRACKING_MISSING("trackingMissing"),
  @JsonProperty("editedAfterSync")
  EDITED_AFTER_SYNC("editedAfterSync"),
  @JsonProperty("partialMismatch")
  PARTIAL_MISMATCH("partialMismatch"),
  @JsonProperty("wrongChannel")
  WRONG_CHANNEL("wrongChannel"),
  @JsonProperty("stuck")
  STUCK("stuck"),
  @JsonProperty("payoutMismatch")
  PAYOUT_MISMATCH("payoutMismatch"),
  @JsonProperty("silentSource")
  SILENT_SOURCE("silentSource");

  private final String id;

  Kind(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
