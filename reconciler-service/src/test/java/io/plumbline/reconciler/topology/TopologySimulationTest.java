package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.finding.Finding;
import io.quarkus.logging.Log;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays random interleavings of what two systems say against an oracle that knows the rules but not
 * the topology: it keeps everything, scans it whole at every tick and never forgets.
 */
class TopologySimulationTest {
  private static final int INTERLEAVINGS = 2_000;
  private static final int PER_DRIVER = 200;

  /** Entities that live at the same time, in one partition, under the same watermarks. */
  private static final int TOGETHER = 40;

  /** Short of the last changes' windows, so that some are still pending at the end. */
  private static final Duration LASTS = Duration.ofSeconds(50);

  private static final Duration APART = Duration.ofHours(1);

  /** Played every time; the first once found a fault. */
  private static final List<Long> FIXED = List.of(5_206_861_628_801_878_914L, 1L, 20_261_127L);

  /**
   * The fixed seeds and a fresh one, or {@code -Dplumbline.seeds=N} fresh ones, or the one of
   * {@code -Dplumbline.seed}.
   */
  static LongStream seeds() {
    Long only = Long.getLong("plumbline.seed");
    if (only != null) {
      return LongStream.of(only);
    }
    Integer many = Integer.getInteger("plumbline.seeds");
    LongStream fresh = new SecureRandom().longs(many == null ? 1 : many);
    return many == null
        ? LongStream.concat(FIXED.stream().mapToLong(Long::longValue), fresh)
        : fresh;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithTheOracleOnEveryInterleaving(long seed) {
    Log.infof("simulation: seed=%d interleavings=%d", seed, INTERLEAVINGS);
    Random random = new Random(seed);
    int opened = 0;
    for (int first = 0; first < INTERLEAVINGS; first += PER_DRIVER) {
      try (Stage stage = new Stage(Stage.policy(0))) {
        for (int number = first; number < first + PER_DRIVER; number += TOGETHER) {
          opened += play(stage, number, seed, random);
        }
      }
    }
    Log.infof("simulation: seed=%d findings=%d", seed, opened);
    // A run in which nothing drifts, or everything does, would prove nothing.
    assertThat(opened)
        .as("findings of -Dplumbline.seed=%d", seed)
        .isBetween(INTERLEAVINGS / 10, INTERLEAVINGS * 10);
  }

  private static int play(Stage stage, int first, long seed, Random random) {
    Instant start = Instant.parse("2026-12-01T00:00:00Z").plus(APART.multipliedBy(first));
    Map<String, Oracle> oracles = new TreeMap<>();
    List<Order> said = new ArrayList<>();
    for (int number = first; number < first + TOGETHER; number++) {
      String key = SHOP + ":" + number;
      oracles.put(key, new Oracle());
      said.addAll(script(random, key, start));
    }
    said.sort(Comparator.comparing(Order::observedAt));
    play(stage, start, said, oracles);
    oracles.forEach((key, oracle) ->
        assertThat(found(stage, key))
            .as(
                "-Dplumbline.seed=%d, %s, which said %s",
                seed, key, said.stream().filter(order -> order.key().equals(key)).toList())
            .isEqualTo(oracle.told()));
    oracles.forEach((key, oracle) ->
        assertThat(pending(stage, key))
            .as("what is within its window: -Dplumbline.seed=%d, %s", seed, key)
            .isEqualTo(oracle.pending()));
    return oracles.values().stream().mapToInt(oracle -> oracle.told().size()).sum();
  }

  private static void play(
      Stage stage, Instant start, List<Order> said, Map<String, Oracle> oracles) {
    // A first tick after the gap to the interleavings before, so that the gap is no outage here.
    stage.play(Events.watermark(start.minusMillis(1)));
    int next = 0;
    for (Instant at = start; !at.isAfter(start.plus(LASTS)); at = at.plusMillis(800)) {
      while (next < said.size() && !said.get(next).observedAt().isAfter(at)) {
        Order order = said.get(next++);
        stage.play(order.observed());
        requireNonNull(oracles.get(order.key())).hear(order);
      }
      stage.play(Events.watermark(at));
      Instant tick = at;
      oracles.values().forEach(oracle -> oracle.tick(tick));
    }
  }

  /** What the systems say, then torn apart: lost, doubled, late and out of order. */
  static List<Order> script(Random random, String key, Instant start) {
    List<Order> said = new ArrayList<>();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      Instant changed = start.plusMillis(random.nextInt(30_000));
      String total = 100 + random.nextInt(3) + ".00";
      add(random, said, order(SHOP, key, "s", changed, random).total(total));
      Instant followed = changed.plusMillis(random.nextInt(16_000));
      add(random, said, order(ERP, key, "e", followed, random).total(total));
      if (random.nextInt(5) == 0) {
        Instant edited = followed.plusMillis(random.nextInt(20_000));
        add(random, said, order(ERP, key, "e", edited, random).total("7.00"));
      }
      if (random.nextInt(8) == 0) {
        Instant doubled = followed.plusMillis(random.nextInt(20_000));
        add(random, said, order(ERP, key, "e2", doubled, random).total(total));
      }
      if (random.nextInt(8) == 0) {
        Instant deleted = followed.plusMillis(random.nextInt(20_000));
        add(random, said, order(ERP, key, "e", deleted, random).gone());
      }
    }
    if (random.nextInt(10) == 0) {
      Instant deleted = start.plusMillis(random.nextInt(50_000));
      add(random, said, order(SHOP, key, "s", deleted, random).gone());
    }
    Collections.shuffle(said, random);
    return said;
  }

  private static Order order(
      String connection, String key, String id, Instant changed, Random random) {
    Instant heard = changed.plusMillis(random.nextInt(10) == 0 ? random.nextInt(9_000) : 50);
    long version = changed.toEpochMilli() * 1_000;
    return Order.at(connection, key, key + id, heard).version(version);
  }

  private static void add(Random random, List<Order> said, Order order) {
    if (random.nextInt(12) != 0) {
      said.add(order);
    }
    if (random.nextInt(10) == 0) {
      said.add(order); // the very same event, once more
    }
  }

  /** What the topology told of one entity: an episode, and whether it is over. */
  private static Set<String> found(Stage stage, String key) {
    Set<String> found = new HashSet<>();
    for (Finding finding : stage.findings().values()) {
      if (finding.key().equals(key)) {
        found.add(
            episode(
                finding.kind().id() + "@" + finding.connection(),
                finding.observedAt(),
                finding.resolvedAt()));
      }
    }
    return found;
  }

  private static Set<String> pending(Stage stage, String key) {
    return stage.pending().values().stream()
        .filter(pending -> pending.key().equals(key))
        .map(pending ->
            episode(pending.kind().id() + "@" + pending.connection(), pending.observedAt(), null))
        .collect(Collectors.toSet());
  }

  private static String episode(String topic, Instant began, @Nullable Instant ended) {
    return topic + " " + began + ".." + ended;
  }

  /** The rules once more, as plainly as they can be said. */
  private static final class Oracle {
    private final Map<String, Order> newest = new TreeMap<>();
    private final Map<String, Instant> firstHeard = new TreeMap<>();
    private final Map<String, Running> running = new TreeMap<>();
    private final Set<String> told = new HashSet<>();

    /** A disagreement that goes on. */
    private static final class Running {
      private final List<Wish> wishes = new ArrayList<>();
      private String actual = "";
      private boolean open;

      private Instant began() {
        return wishes.getFirst().at();
      }
    }

    /** What the storefront wanted, and since when. */
    private record Wish(String value, Instant at) {}

    void hear(Order order) {
      Order before = newest.get(order.externalId());
      if (before != null && before.version() >= order.version()) {
        return;
      }
      newest.put(order.externalId(), order);
      firstHeard.putIfAbsent(order.externalId(), order.observedAt());
      Map<String, String[]> now = disagreements();
      for (String topic : List.copyOf(running.keySet())) {
        if (!now.containsKey(topic)) {
          over(topic, order.observedAt());
        }
      }
      now.forEach((topic, values) -> goOn(topic, values[0], values[1], order.observedAt()));
    }

    private void goOn(String topic, String expected, String actual, Instant at) {
      Running episode = running.computeIfAbsent(topic, t -> new Running());
      List<Wish> wishes = episode.wishes;
      if (wishes.isEmpty() || !wishes.getLast().value().equals(expected)) {
        wishes.add(new Wish(expected, at));
      }
      if (!actual.equals(episode.actual)) {
        for (int i = wishes.size() - 2; i >= 0 && !episode.actual.isEmpty(); i--) {
          if (wishes.get(i).value().equals(actual)) {
            caughtUp(topic, episode, i, at);
            break;
          }
        }
      }
      running.get(topic).actual = actual;
    }

    private void caughtUp(String topic, Running episode, int wish, Instant at) {
      over(topic, at);
      Running rest = new Running();
      rest.wishes.addAll(episode.wishes.subList(wish + 1, episode.wishes.size()));
      rest.actual = episode.actual;
      running.put(topic, rest);
    }

    private void over(String topic, Instant at) {
      Running episode = running.remove(topic);
      if (episode != null && episode.open) {
        told.remove(name(topic, episode, null));
        told.add(name(topic, episode, at));
      }
    }

    void tick(Instant watermark) {
      running.forEach((topic, episode) -> {
        if (!episode.open && watermark.isAfter(episode.began().plus(Stage.WINDOW))) {
          episode.open = true;
          told.add(name(topic, episode, null));
        }
      });
    }

    Set<String> told() {
      return told;
    }

    Set<String> pending() {
      return running.entrySet().stream()
          .filter(entry -> !entry.getValue().open)
          .map(entry -> name(entry.getKey(), entry.getValue(), null))
          .collect(Collectors.toSet());
    }

    private static String name(String topic, Running episode, @Nullable Instant ended) {
      return episode(topic, episode.began(), ended);
    }

    private Map<String, String[]> disagreements() {
      List<Order> sold = live(SHOP);
      List<Order> booked = live(ERP);
      Map<String, String[]> now = new TreeMap<>();
      if (!sold.isEmpty() && booked.isEmpty()) {
        now.put("missing@" + ERP, new String[] {"present", "absent"});
      }
      if (heard(SHOP) && sold.isEmpty() && !booked.isEmpty()) {
        now.put("missing@" + SHOP, new String[] {"present", "absent"});
      }
      if (booked.size() > 1) {
        now.put("duplicate@" + ERP, new String[] {"1", String.valueOf(booked.size())});
      }
      if (!sold.isEmpty() && !booked.isEmpty()) {
        String expected = sold.getFirst().total();
        String actual = booked.getFirst().total();
        if (!expected.equals(actual)) {
          now.put("fieldMismatch@" + ERP, new String[] {expected, actual});
        }
      }
      return now;
    }

    private boolean heard(String connection) {
      return newest.values().stream().anyMatch(order -> order.connection().equals(connection));
    }

    private List<Order> live(String connection) {
      return newest.values().stream()
          .filter(order -> order.connection().equals(connection) && !order.deleted())
          .sorted(Comparator.comparing(order -> requireNonNull(firstHeard.get(order.externalId()))))
          .toList();
    }
  }
}
