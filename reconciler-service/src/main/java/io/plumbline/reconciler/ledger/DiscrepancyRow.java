package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Pending;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A discrepancy within its window; only the feed writes it. */
@Entity
@Immutable
@Table(name = "discrepancy")
class DiscrepancyRow {
  @Id String id = "";
  String kind = "";
  String key = "";
  String connection = "";

  @Column(name = "expected_by")
  Instant expectedBy = Instant.EPOCH;

  String body = "";

  Pending pending() {
    return Body.read(body, Pending.class, id);
  }
}
