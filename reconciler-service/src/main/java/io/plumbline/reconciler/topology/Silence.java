package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.event.Watermark;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Findings;
import io.plumbline.reconciler.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Finds connections that do not speak: one finding each, however many entities wait. A time in
 * which nobody could have told of them is no silence of theirs.
 */
final class Silence {
  private static final String PREFIX = "silent/";

  private final KeyValueStore<String, Finding> open;
  private final Policy policy;
  private final Sinks sinks;

  Silence(KeyValueStore<String, Finding> open, Policy policy, Sinks sinks) {
    this.open = open;
    this.policy = policy;
    this.sinks = sinks;
  }

  void listen(Watermark watermark, Clocks clocks) {
    clocks.published(watermark.publishedAt());
    Map<String, Instant> heard = clocks.watermarks();
    Set<String> names = new TreeSet<>(policy.parties().keySet());
    names.addAll(heard.keySet());
    for (String name : names) {
      Instant at = heard.get(name);
      Instant since = at == null ? clocks.awaited(name, watermark.publishedAt()) : at;
      judge(watermark, name, since, clocks);
    }
  }

  private void judge(Watermark watermark, String connection, Instant since, Clocks clocks) {
    Finding before = open.get(PREFIX + connection);
    if (before != null && before.observedAt().equals(since)) {
      return;
    }
    if (before != null) {
      open.delete(PREFIX + connection);
      sinks.finding(before.resolved(watermark.publishedAt()));
    }
    Duration bound = policy.silentAfter(connection);
    Instant end =
        clocks
            .publishedAgainAfter(bound.dividedBy(2))
            .filter(again -> again.isAfter(since))
            .orElse(since)
            .plus(bound);
    if (watermark.publishedAt().isAfter(end)) {
      open(watermark, connection, since, end);
    }
  }

  private void open(Watermark watermark, String connection, Instant since, Instant end) {
    Finding finding =
        Findings.silent(watermark.flow(), connection, since, end, watermark.publishedAt(), policy);
    open.put(PREFIX + connection, finding);
    sinks.finding(finding);
  }
}
