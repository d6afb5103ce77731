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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A finding as readers see it: the facts of the topology and what people did about it. */
@Schema(
    name = "Finding",
    description = "A discrepancy that outlived its window, and what people did about it")
public record FindingView(
    String id,
    String flow,
    Kind kind,
    String key,
    @Schema(description = "The one that is wrong") String connection,
    @Schema(description = "commercial, fulfilment or billing") String facet,
    @Schema(description = "The field within the facet") String field,
    @Schema(enumeration = {"open", "acknowledged", "resolved", "accepted"}) String state,
    @Schema(description = "When it began, by the clock of the broker") Instant observedAt,
    @Schema(description = "When it ought to have agreed") Instant windowEndedAt,
    @Schema(description = "When the topology made it a finding") Instant openedAt,
    @Schema(description = "When the ledger heard of it") Instant recordedAt,
    @Schema(description = "When the systems agreed again", nullable = true)
        @Nullable Instant resolvedAt,
    @Schema(description = "When anything of it changed last") Instant changedAt,
    @Schema(description = "Between which connections") String hop,
    @Schema(description = "How long the window was, in milliseconds") long windowMillis,
    Severity severity,
    Verdict verdict,
    Cause cause,
    @Schema(nullable = true) @Nullable Exposure exposure,
    @Schema(description = "What to do about it") String action,
    @Schema(description = "The ids of the record, by connection")
        Map<String, List<String>> externalIds,
    @Schema(nullable = true) @Nullable String owner,
    @Schema(nullable = true) @Nullable String acknowledgedBy,
    @Schema(nullable = true) @Nullable Instant acknowledgedAt,
    @Schema(nullable = true) @Nullable String acceptedBy,
    @Schema(nullable = true) @Nullable Instant acceptedAt,
    @Schema(nullable = true) @Nullable String acceptedReason) {

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
