package io.plumbline.reconciler.topology;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import io.quarkus.logging.Log;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays what shops and a warehouse say of parcels at random against an oracle that keeps it all in
 * one place and looks at it whole at every tick.
 */
class WrongChannelSimulationTest {
  private static final String SHOP = "shopify-eu";
  private static final String WMS = "shiphero";
  private static final int SALES = 5;
  private static final int NUMBERS = 4;
  private static final int ROUNDS = 25;
  private static final Duration LASTS = Duration.ofSeconds(60);

  static LongStream seeds() {
    Long only = Long.getLong("plumbline.seed");
    return only == null
        ? LongStream.of(1L, 20_261_127L, new SecureRandom().nextLong())
        : LongStream.of(only);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void agreesWithTheOracle(long seed) {
    Log.infof("parcels: seed=%d rounds=%d", seed, ROUNDS);
    Random random = new Random(seed);
    int found = 0;
    try (Stage stage = new Stage(Stage.policy(0, true))) {
      for (int round = 0; round < ROUNDS; round++) {
        found += play(stage, round, seed, random);
      }
    }
    assertThat(found)
        .as("findings of -Dplumbline.seed=%d", seed)
        .isBetween(ROUNDS / 2, ROUNDS * 50);
  }

  private static int play(Stage stage, int round, long seed, Random random) {
    Instant start = Instant.parse("2026-12-01T00:00:00Z").plus(Duration.ofHours(round));
    List<Word> script = script(round, start, random);
    Oracle oracle = new Oracle();
    tick(stage, start.minusMillis(1));
    Instant last = start.minusSeconds(1);
    int next = 0;
    for (Instant at = start; !at.isAfter(start.plus(LASTS)); at = at.plusMillis(800)) {
      while (next < script.size() && !script.get(next).at().isAfter(at)) {
        Word word = script.get(next++);
        stage.play(word.observed());
        oracle.hear(word);
      }
      tick(stage, at);
      if (at.truncatedTo(ChronoUnit.SECONDS).isAfter(last)) {
        oracle.tick(at); // what comes round is looked at once a turn
        last = at.truncatedTo(ChronoUnit.SECONDS);
      }
    }
    String sale = SHOP + ":" + round + "-";
    Set<String> told = new TreeSet<>();
    for (Finding finding : stage.findings().values()) {
      if (finding.kind() == Kind.WRONG_CHANNEL && finding.key().startsWith(sale)) {
        told.add(
            Oracle.name(
                finding.key(),
                finding.verdict().actual(),
                finding.observedAt(),
                finding.resolvedAt()));
      }
    }
    assertThat(told)
        .as("-Dplumbline.seed=%d, round %d, which said %s", seed, round, script)
        .isEqualTo(oracle.told);
    return told.size();
  }

  private static void tick(Stage stage, Instant at) {
    stage.play(Events.watermark(at, Map.of(SHOP, at, Events.ERP, at, WMS, at)));
  }

  /** At most one word in a turn: what is said and taken back within one is not seen. */
  private static List<Word> script(int round, Instant start, Random random) {
    List<Word> script = new ArrayList<>();
    for (int sale = 0; sale < SALES; sale++) {
      // A warehouse's word counts once the sale is known.
      script.add(new Word(SHOP, key(round, sale), start.plusMillis(10L * sale), Set.of()));
    }
    for (int second = 1; second < LASTS.toSeconds(); second += 2) {
      if (random.nextInt(3) > 0) {
        Set<String> numbers = new TreeSet<>();
        for (int number = 0; number < NUMBERS; number++) {
          if (random.nextInt(5) == 0) {
            numbers.add("P" + round + "-" + number);
          }
        }
        String connection = random.nextBoolean() ? SHOP : WMS;
        Instant at = start.plusSeconds(second).plusMillis(500);
        script.add(new Word(connection, key(round, random.nextInt(SALES)), at, numbers));
      }
    }
    return script;
  }

  private static String key(int round, int sale) {
    return SHOP + ":" + round + "-" + sale;
  }

  /** The numbers that a connection says of a sale from now on. */
  private record Word(String connection, String key, Instant at, Set<String> numbers) {

    Event observed() {
      List<String> shipments =
          numbers.stream()
              .map(number -> "\"s%s\":{\"tracking\":\"%s\",\"lines\":{}}".formatted(number, number))
              .toList();
      return new Event(
          "observed",
          key,
          "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"role\":\"%s\",\"externalId\":\"%s\",\"version\":%d,\"occurredAt\":\"%s\",\"observedAt\":\"%s\",\"deleted\":false,\"mode\":\"live\",\"facets\":{\"fulfilment\":{\"shipments\":{%s}}}}"
              .formatted(
                  key,
                  connection,
                  connection.equals(WMS) ? "WMS" : "STOREFRONT",
                  key,
                  at.toEpochMilli() * 1000,
                  at,
                  at,
                  String.join(",", shipments)));
    }
  }

  /** The rule as plainly as it can be said: told here, shipped there, and not here as well. */
  private static final class Oracle {
    private final Map<String, Set<String>> tells = new TreeMap<>();
    private final Map<String, Set<String>> ships = new TreeMap<>();
    private final Map<String, Running> running = new TreeMap<>();
    private final Set<String> told = new TreeSet<>();
    private Instant last = Instant.EPOCH;

    private record Running(String key, String number, Instant began, boolean open) {}

    void hear(Word word) {
      last = word.at();
      (word.connection().equals(WMS) ? ships : tells).put(word.key(), word.numbers());
      Set<String> now = new HashSet<>();
      tells.forEach((key, numbers) ->
          numbers.stream()
              .filter(number -> elsewhere(key, number))
              .forEach(number -> {
                String name = key + " " + number;
                now.add(name);
                running.putIfAbsent(name, new Running(key, number, last, false));
              }));
      for (String name : List.copyOf(running.keySet())) {
        if (!now.contains(name)) {
          Running over = running.remove(name);
          if (over != null && over.open()) {
            told.remove(name(over.key(), over.number(), over.began(), null));
            told.add(name(over.key(), over.number(), over.began(), last));
          }
        }
      }
    }

    private boolean elsewhere(String key, String number) {
      boolean here = requireNonNullElse(ships.get(key), Set.<String>of()).contains(number);
      return !here && ships.values().stream().anyMatch(numbers -> numbers.contains(number));
    }

    void tick(Instant at) {
      running.replaceAll((name, episode) -> {
        if (episode.open() || !at.isAfter(episode.began().plus(Stage.WINDOW))) {
          return episode;
        }
        told.add(name(episode.key(), episode.number(), episode.began(), null));
        return new Running(episode.key(), episode.number(), episode.began(), true);
      });
    }

    static String name(String key, String number, Instant began, @Nullable Instant ended) {
      return "%s %s %s..%s".formatted(key, number, began, ended);
    }
  }
}
