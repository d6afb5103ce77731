package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.view.Detour;
import io.plumbline.reconciler.view.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The deadlines that are still running, scanned by time within each group of connections. */
final class Deadlines {
  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;

  /**
   * By group, a time before which none of its deadlines runs out. What has ended lies in the way of
   * every scan until the store is compacted, so no scan begins before it.
   */
  private final Map<String, Long> earliest = new TreeMap<>();

  private long running;

  Deadlines(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> {
        Deadline deadline = Deadline.read(entry.key);
        expect(deadline);
        running += weight(deadline);
      });
    }
  }

  void start(String key, Episode episode) {
    Deadline deadline = Deadline.of(key, episode);
    expect(deadline);
    if (store.putIfAbsent(deadline.bytes(), PRESENT) == null) {
      running += weight(deadline);
    }
  }

  private void expect(Deadline deadline) {
    earliest.merge(deadline.concerned(), Math.max(0, deadline.at().toEpochMilli()), Math::min);
  }

  void stop(String key, Episode episode) {
    stop(Deadline.of(key, episode));
  }

  void stop(Deadline deadline) {
    if (store.delete(deadline.bytes()) != null) {
      running -= weight(deadline);
    }
  }

  /** Those which the watermarks of all connections concerned have passed. */
  List<Deadline> passed(Function<String, @Nullable Instant> watermarks) {
    return passed(watermarks, group -> !Detour.is(group));
  }

  /** The same of those that wait for what comes round by way of other orders. */
  List<Deadline> passedAround(Function<String, @Nullable Instant> watermarks) {
    return passed(watermarks, Detour::is);
  }

  private List<Deadline> passed(
      Function<String, @Nullable Instant> watermarks, Predicate<String> wanted) {
    List<Deadline> passed = new ArrayList<>();
    for (String group : earliest.keySet().stream().filter(wanted).toList()) {
      List<@Nullable Instant> times =
          Deadline.connections(group).stream().<@Nullable Instant>map(watermarks).toList();
      if (!times.contains(null)) {
        Instant all =
            times.stream().flatMap(Stream::ofNullable).min(Instant::compareTo).orElseThrow();
        earliest.computeIfPresent(group, (_, from) -> scan(group, from, all, passed));
      }
    }
    return passed;
  }

  /** Those that ran out until then; when the first runs out that is still to come or was found. */
  private long scan(String group, long from, Instant all, List<Deadline> into) {
    long until = all.toEpochMilli();
    if (from > until) {
      return from;
    }
    long first = Long.MAX_VALUE;
    try (KeyValueIterator<Bytes, byte[]> range =
        store.range(Deadline.edge(group, from), Deadline.edge(group, Long.MAX_VALUE))) {
      while (range.hasNext()) {
        Deadline deadline = Deadline.read(range.next().key);
        long at = deadline.at().toEpochMilli();
        first = Math.min(first, at);
        if (at > until) {
          break;
        }
        into.add(deadline);
      }
    }
    return first;
  }

  /** How many discrepancies are within their windows; an order that just takes its time is none. */
  long running() {
    return running;
  }

  private static int weight(Deadline deadline) {
    return deadline.waits() ? 0 : 1;
  }
}
