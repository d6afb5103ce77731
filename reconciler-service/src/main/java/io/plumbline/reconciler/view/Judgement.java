package io.plumbline.reconciler.view;

import io.plumbline.reconciler.policy.Hop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What one observation changed about the disagreements of an entity.
 *
 * @param begun episodes whose deadline now runs, or waits for other connections than before
 * @param ended episodes that are over, within their window or after
 * @param latencies what the agreements among them took, where no person had a hand in it
 */
public record Judgement(
    View view, Instant at, List<Episode> begun, List<Episode> ended, List<Latency> latencies) {

  public Judgement {
    begun = List.copyOf(begun);
    ended = List.copyOf(ended);
    latencies = List.copyOf(latencies);
  }

  /** From when to when one hop took to agree, and the connections whose word that was. */
  public record Latency(Hop hop, Set<String> concerned, Instant since, Instant until) {

    public Latency {
      concerned = Set.copyOf(concerned);
    }

    public Duration duration() {
      return Duration.between(since, until).abs();
    }
  }
}
