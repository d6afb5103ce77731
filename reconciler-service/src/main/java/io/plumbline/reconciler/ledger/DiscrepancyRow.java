package io.plumbline.reconciler.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.plumbline.reconciler.event.Json;
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
    try {
      return Json.mapper().readValue(body, Pending.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a readable discrepancy under " + id, e);
    }
  }
}
