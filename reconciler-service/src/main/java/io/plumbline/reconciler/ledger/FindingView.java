package io.plumbline.reconciler.ledger;

import io.plumbline.reconciler.finding.Cause;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Verdict;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as readers see it: the facts of the topology and what people did about it. */
public record FindingView(
    String id,
    String flow,
    Kind kind,
    String key,
    String connection,
    String facet,
    String field,
    String state,
    Instant observedAt,
    Instant windowEndedAt,
    Instant openedAt,
    Instant recordedAt,
    @Nullable Instant resolvedAt,
    Instant changedAt,
    String hop,
    long windowMillis,
    Severity severity,
    Verdict verdict,
    Cause cause,
    @Nullable Exposure exposure,
    String action,
    Map<String, List<String>> externalIds,
    @Nullable String owner,
    @Nullable String acknowledgedBy,
    @Nullable Instant acknowledgedAt,
    @Nullable String acceptedBy,
    @Nullable Instant acceptedAt,
    @Nullable String acceptedReason) {

  static FindingView of(FindingRow row) {
    Finding finding = row.finding();
    return new FindingView(
        finding.id(),
        finding.flow(),
        finding.kind(),
        finding.key(),
        finding.connection(),
        finding.facet(),
        finding.field(),
        row.state,
        finding.observedAt(),
        finding.windowEndedAt(),
        finding.openedAt(),
        row.recordedAt,
        finding.resolvedAt(),
        row.changedAt,
        finding.hop(),
        finding.windowMillis(),
        finding.severity(),
        finding.verdict(),
        finding.cause(),
        finding.exposure(),
        finding.action(),
        finding.externalIds(),
        row.owner,
        row.acknowledgedBy,
        row.acknowledgedAt,
        row.acceptedBy,
        row.acceptedAt,
        row.acceptedReason);
  }
}
