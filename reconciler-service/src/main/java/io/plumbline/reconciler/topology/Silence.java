package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.event.Watermark;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Findings;
import io.plumbline.reconciler.policy.Policy;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;

/** Finds connections that no longer speak: one finding each, however many entities wait. */
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
    clocks.watermarks().forEach((connection, heard) -> judge(watermark, connection, heard));
  }

  private void judge(Watermark watermark, String connection, Instant heard) {
    Finding before = open.get(PREFIX + connection);
    boolean silent = watermark.publishedAt().isAfter(heard.plus(policy.silentAfter()));
    if (before != null && (!silent || !before.observedAt().equals(heard))) {
      open.delete(PREFIX + connection);
      sinks.finding(before.resolved(watermark.publishedAt()));
    }
    if (silent && (before == null || !before.observedAt().equals(heard))) {
      open(watermark, connection, heard);
    }
  }

  private void open(Watermark watermark, String connection, Instant heard) {
    Finding finding =
        Findings.silent(watermark.flow(), connection, heard, watermark.publishedAt(), policy);
    open.put(PREFIX + connection, finding);
    sinks.finding(finding);
  }
}
