package io.plumbline.reconciler.finding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A discrepancy that outlived its window, as the topology knows it; what people do about it stands
 * in the ledger only.
 */
@RegisterForReflection
public record Finding(
    String id,
    String flow,
    Kind kind,
    String key,
    String connection,
    String facet,
    String field,
    State state,
    Instant observedAt,
    Instant windowEndedAt,
    Instant openedAt,
    @Nullable Instant resolvedAt,
    String hop,
    long windowMillis,
    Severity severity,
    Verdict verdict,
    Cause cause,
    @Nullable Exposure exposure,
    String action,
    Map<String, List<String>> externalIds) {

  public Finding {
    externalIds = new TreeMap<>(externalIds);
  }

  /** The part of a finding's life that facts decide. */
  public enum State {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("resolved")
    RESOLVED
  }

  /** The same finding once the systems agree again. */
  public Finding resolved(Instant at) {
    return new Finding(
        id,
        flow,
        kind,
        key,
        connection,
        facet,
        field,
        State.RESOLVED,
        observedAt,
        windowEndedAt,
        openedAt,
        at,
        hop,
        windowMillis,
        severity,
        verdict,
        cause,
        exposure,
        action,
        externalIds);
  }
}
