package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Judgement.Latency;
import io.plumbline.reconciler.window.HopLatency;
import io.plumbline.reconciler.window.Window;
import io.plumbline.reconciler.window.Windows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The latencies of every hop that was ever taken, and the windows they give. */
final class Hops implements Windows {
  private static final String BETWEEN = "\n";

  private final KeyValueStore<String, HopLatency.Stored> store;
  private final Policy policy;
  private final Map<Hop, HopLatency> hops = new HashMap<>();

  Hops(KeyValueStore<String, HopLatency.Stored> store, Policy policy) {
    this.store = store;
    this.policy = policy;
    try (KeyValueIterator<String, HopLatency.Stored> all = store.all()) {
      all.forEachRemaining(entry -> hops.put(hop(entry.key), HopLatency.of(entry.value)));
    }
  }

  @Override
  public Window of(Hop hop) {
    return latency(hop).window();
  }

  void agreed(Latency took) {
    HopLatency latency = latency(took.hop());
    latency.agreedAfter(took.duration());
    store.put(name(took.hop()), latency.stored());
  }

  void move(Instant now) {
    hops.forEach((hop, latency) -> {
      if (latency.move(now, policy.leastWindow(hop), policy.windows())) {
        store.put(name(hop), latency.stored());
      }
    });
  }

  Map<String, Long> windows() {
    Map<String, Long> windows = new TreeMap<>();
    hops.forEach((hop, latency) -> windows.put(hop.label(), latency.length().toMillis()));
    return windows;
  }

  private HopLatency latency(Hop hop) {
    return hops.computeIfAbsent(hop, h -> HopLatency.unknown(policy.leastWindow(h)));
  }

  private static String name(Hop hop) {
    return hop.from() + BETWEEN + hop.to();
  }

  private static Hop hop(String name) {
    String[] ends = name.split(BETWEEN, 2);
    return new Hop(ends[0], ends[1]);
  }
}
