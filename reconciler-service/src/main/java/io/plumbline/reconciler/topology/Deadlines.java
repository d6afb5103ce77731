package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.view.Detour;
import io.plumbline.reconciler.view.Episode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The deadlines that are still running, scanned by time within each group of connections. */
final class Deadlines {
  private static final byte[] PRESENT = {1};

  private final KeyValueStore<Bytes, byte[]> store;
  private final Set<String> groups = new TreeSet<>();
  private long running;

  Deadlines(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> {
        Deadline deadline = Deadline.read(entry.key);
        groups.add(deadline.concerned());
        running += weight(deadline);
      });
    }
  }

  void start(String key, Episode episode) {
    Deadline deadline = Deadline.of(key, episode);
    groups.add(deadline.concerned());
    if (store.putIfAbsent(deadline.bytes(), PRESENT) == null) {
      running += weight(deadline);
    }
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
    for (String group : groups.stream().filter(wanted).toList()) {
      List<@Nullable Instant> times =
          Deadline.connections(group).stream().<@Nullable Instant>map(watermarks).toList();
      if (!times.contains(null)) {
        Instant all =
            times.stream().flatMap(Stream::ofNullable).min(Instant::compareTo).orElseThrow();
        scan(group, all, passed);
      }
    }
    return passed;
  }

  private void scan(String group, Instant all, List<Deadline> into) {
    Bytes from = Deadline.edge(group, 0);
    Bytes to = Deadline.edge(group, all.toEpochMilli() + 1);
    try (KeyValueIterator<Bytes, byte[]> range = store.range(from, to)) {
      range.forEachRemaining((KeyValue<Bytes, byte[]> entry) -> into.add(Deadline.read(entry.key)));
    }
  }

  /** How many discrepancies are within their windows; an order that just takes its time is none. */
  long running() {
    return running;
  }

  private static int weight(Deadline deadline) {
    return deadline.waits() ? 0 : 1;
  }
}
