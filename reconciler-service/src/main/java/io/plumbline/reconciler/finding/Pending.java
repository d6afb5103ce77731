package io.plumbline.reconciler.finding;

import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy within its window, under the id that it would have as a finding.
 *
 * @param expectedBy when 99 of 100 such changes have arrived
 * @param windowEndsAt when it becomes a finding
 */
@RegisterForReflection
public record Pending(
    String id,
    String flow,
    Kind kind,
    String key,
    String connection,
    String facet,
    String field,
    Instant observedAt,
    Instant expectedBy,
    Instant windowEndsAt,
    String hop,
    Verdict verdict,
    @Nullable Exposure exposure,
    Map<String, List<String>> externalIds) {

  public Pending {
    externalIds = new TreeMap<>(externalIds);
  }
}
