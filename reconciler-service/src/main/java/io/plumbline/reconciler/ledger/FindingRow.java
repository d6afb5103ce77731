package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.rest.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A finding in the ledger; people change only what is theirs. */
@Entity
@Table(name = "finding")
@DynamicUpdate // else a person's update would write back a body that the feed has just replaced
class FindingRow {
  @Id String id = "";

  @Column(updatable = false)
  String body = "";

  @Column(insertable = false, updatable = false)
  String state = "";

  @Column(insertable = false, updatable = false)
  String kind = "";

  @Column(insertable = false, updatable = false)
  String key = "";

  @Column(insertable = false, updatable = false)
  String connection = "";

  @Column(name = "acknowledged_by")
  @Nullable String acknowledgedBy;

  @Column(name = "acknowledged_at")
  @Nullable Instant acknowledgedAt;

  @Column(name = "accepted_by")
  @Nullable String acceptedBy;

  @Column(name = "accepted_at")
  @Nullable Instant acceptedAt;

  @Column(name = "accepted_reason")
  @Nullable String acceptedReason;

  @Nullable String owner;

  @Column(name = "recorded_at", updatable = false)
  Instant recordedAt = Instant.EPOCH;

  @Column(name = "changed_at")
  Instant changedAt = Instant.EPOCH;

  void acknowledge(String by, Instant at) {
    refuseUnless("open".equals(state), "acknowledged");
    acknowledgedBy = by;
    acknowledgedAt = at;
    changedAt = at;
    state = "acknowledged";
  }

  void accept(String by, String reason, Instant at) {
    refuseUnless("open".equals(state) || "acknowledged".equals(state), "accepted");
    acceptedBy = by;
    acceptedReason = reason;
    acceptedAt = at;
    changedAt = at;
    state = "accepted";
  }

  void assign(String to, Instant at) {
    owner = to;
    changedAt = at;
  }

  private void refuseUnless(boolean allowed, String verb) {
    if (!allowed) {
      throw Refusal.conflict("finding %s is %s and cannot be %s".formatted(id, state, verb));
    }
  }

  Finding finding() {
    return Body.read(body, Finding.class, id);
  }
}
