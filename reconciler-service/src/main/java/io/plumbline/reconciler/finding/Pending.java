package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A discrepancy within its window, under the id that it would have as a finding. */
@Schema(
    name = "Discrepancy",
    description = "A discrepancy within its window, under the id that it would have as a finding")
@RegisterForReflection
public record Pending(
    String id,
    String flow,
    Kind kind,
    String key,
    @Schema(description = "The one that is wrong") String connection,
    @Schema(description = "commercial, fulfilment or billing") String facet,
    @Schema(description = "The field within the facet") String field,
    @Schema(description = "When it began, by the clock of the broker") Instant observedAt,
    @Schema(description = "When 99 of 100 such changes have arrived") Instant expectedBy,
    @Schema(description = "When it becomes a finding") Instant windowEndsAt,
    @Schema(description = "Between which connections") String hop,
    Verdict verdict,
    @Schema(nullable = true) @Nullable Exposure exposure,
    @Schema(description = "The ids of the record, by connection")
        Map<String, List<String>> externalIds) {

  public Pending {
    externalIds = new TreeMap<>(externalIds);
  }
}
