package io.plumbline.reconciler.topology;

import io.plumbline.reconciler.event.Watermark;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.view.Detour;
import io.plumbline.reconciler.view.Episode;
import io.plumbline.reconciler.view.Judgement.Latency;
import io.plumbline.reconciler.window.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The connections' watermarks: the only clock there is. */
final class Clocks {
  /** No connection is named so: what stands under it is about the watermarks themselves. */
  private static final String OWN = "\n";

  private static final String PUBLISHED = OWN + "published";
  private static final String TURN = OWN + "turn";
  private static final String AWAITED = OWN + "awaited/";

  private final KeyValueStore<String, Clock> store;
  private final Policy policy;
  private final Map<String, Clock> clocks = new TreeMap<>();
  private long turn;

  Clocks(KeyValueStore<String, Clock> store, Policy policy) {
    this.store = store;
    this.policy = policy;
    try (KeyValueIterator<String, Clock> all = store.all()) {
      all.forEachRemaining(entry -> {
        if (!entry.key.startsWith(OWN)) {
          clocks.put(entry.key, entry.value);
        }
      });
    }
    Clock last = store.get(TURN);
    this.turn = last == null ? 0 : last.watermark().getEpochSecond();
  }

  void advance(Watermark watermark) {
    watermark.connections().forEach(this::advance);
  }

  /** How far all have been heard by way of what orders share. */
  void advanceAround(Map<String, Instant> watermarks) {
    watermarks.forEach((connection, at) -> advance(Detour.of(connection), at));
  }

  /** The turn in which this partition is: the second of the last watermarks. */
  long turn() {
    return turn;
  }

  /** The next turn, if watermarks of this time begin one. */
  Optional<Long> turned(Instant published) {
    Instant second = published.truncatedTo(ChronoUnit.SECONDS);
    if (second.getEpochSecond() <= turn) {
      return Optional.empty();
    }
    turn = second.getEpochSecond();
    store.put(TURN, Clock.startingAt(second));
    return Optional.of(turn);
  }

  private void advance(String connection, Instant at) {
    Clock before = clocks.get(connection);
    Clock after = before == null ? Clock.startingAt(at) : before.at(at, pollEvery(connection));
    if (!after.equals(before)) {
      clocks.put(connection, after);
      store.put(connection, after);
    }
  }

  /** That watermarks are being told, by which time their own pauses are known. */
  void published(Instant at) {
    Clock before = store.get(PUBLISHED);
    store.put(PUBLISHED, before == null ? Clock.startingAt(at) : before.at(at, Duration.ZERO));
  }

  /** When watermarks were last told again after none were for longer than this. */
  Optional<Instant> publishedAgainAfter(Duration length) {
    return Optional.ofNullable(store.get(PUBLISHED)).flatMap(own -> own.resumedAfter(length));
  }

  /** Since when a connection is awaited that was never heard; from now, if it was not yet. */
  Instant awaited(String connection, Instant now) {
    Clock since = store.putIfAbsent(AWAITED + connection, Clock.startingAt(now));
    return since == null ? now : since.watermark();
  }

  @Nullable Instant watermark(String connection) {
    Clock clock = clocks.get(connection);
    return clock == null ? null : clock.watermark();
  }

  boolean passed(Episode episode) {
    return episode.discrepancy().concerned().stream()
        .map(this::watermark)
        .allMatch(at -> at != null && at.isAfter(episode.deadline()));
  }

  /**
   * When the last of the connections that stood still during the episode came back: what piled up
   * meanwhile gets a whole window from then. A pause that leaves half of the window for the work
   * itself is none. Nor is a second one that is no longer than what the first put the deadline off
   * by: polls that are always slow, or a connection that comes and goes, would put it off for ever.
   */
  Optional<Instant> resumedDuring(Episode episode, Window window) {
    Instant began = episode.began().observedAt();
    Instant before = episode.resumed() == null ? began : episode.resumed();
    Duration half = window.length().dividedBy(2);
    Duration putOff = Duration.between(began, before);
    Duration least = putOff.compareTo(half) > 0 ? putOff : half;
    return episode.discrepancy().concerned().stream()
        .map(clocks::get)
        .filter(Objects::nonNull)
        .flatMap(clock -> clock.resumedAfter(least).stream())
        .filter(resumed -> resumed.isAfter(before))
        .max(Instant::compareTo);
  }

  /**
   * Whether all connections concerned were heard all the while. What an outage took tells nothing
   * of how fast a hop is. The end of a standstill is often heard before the watermark that tells of
   * it, so the clock is taken on to that moment.
   */
  boolean ranDuring(Latency took, Window window) {
    Duration half = window.length().dividedBy(2);
    return took.concerned().stream()
        .noneMatch(name -> {
          Clock clock = clocks.get(name);
          return clock != null
              && clock
                  .at(took.until(), pollEvery(name))
                  .resumedAfter(half)
                  .filter(resumed -> resumed.isAfter(took.since()))
                  .isPresent();
        });
  }

  Map<String, Instant> watermarks() {
    Map<String, Instant> watermarks = new TreeMap<>();
    clocks.forEach((connection, clock) -> {
      if (!Detour.is(connection)) {
        watermarks.put(connection, clock.watermark());
      }
    });
    return watermarks;
  }

  private Duration pollEvery(String name) {
    return policy.pollEvery(Detour.connection(name));
  }
}
