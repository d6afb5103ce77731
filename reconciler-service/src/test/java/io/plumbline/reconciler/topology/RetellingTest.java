package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.attempted;
import static io.plumbline.reconciler.Events.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.event.Json;
import io.plumbline.reconciler.finding.Finding;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Topics and state are gone, and a service tells the histories of its entities again: the same is
 * open as before, under the same ids.
 */
class RetellingTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant LATER = START.plus(Duration.ofHours(3));
  private static final String KEY = SHOP + ":1";
  private static final int ENTITIES = 150;
  private static final Duration LASTS = Duration.ofSeconds(70);

  static LongStream seeds() {
    return LongStream.concat(LongStream.of(1, 20_261_127), new SecureRandom().longs(1));
  }

  /** Mechanism: an entity whose history is being told again is judged by its end. */
  @Test
  void findsNothingBetweenTwoObservationsThatAgreedInTime() {
    try (Stage stage = new Stage()) {
      stage.play(watermark(LATER));

      stage.play(Order.at(SHOP, KEY, "s", START).observed().again(true));
      stage.play(watermark(LATER.plusMillis(200)));
      stage.play(Order.at(ERP, KEY, "e", START.plusSeconds(2)).observed().again(false));
      stage.play(watermark(LATER.plusMillis(400)));

      assertThat(stage.findings()).isEmpty();
      assertThat(stage.pending()).isEmpty();
    }
  }

  /** Mechanism: what still differs at the end of a history was found when its window ended. */
  @Test
  void findsWhatStillDiffersWhereItsWindowEnded() {
    try (Stage stage = new Stage()) {
      stage.play(watermark(LATER));

      stage.play(Order.at(SHOP, KEY, "s", START).observed().again(true));
      stage.play(watermark(LATER.plusMillis(200)));
      stage.play(attempted(KEY, "rejected", 1, START.plusSeconds(1), Map.of()).again(false));

      assertThat(stage.only().openedAt()).isEqualTo(START.plus(Stage.WINDOW));
      assertThat(stage.only().cause().family().name()).isEqualTo("REJECTED");
    }
  }

  /** Mechanism: the last event ends the telling, whether or not it can be read. */
  @Test
  void judgesAHistoryWhoseLastEventNobodyCanRead() {
    try (Stage stage = new Stage()) {
      stage.play(watermark(LATER));

      stage.play(Order.at(SHOP, KEY, "s", START).observed().again(true));
      stage.play(new Event("delivered", KEY, "no json").again(false));

      assertThat(stage.findings()).hasSize(1);
    }
  }

  /** Mechanism: a history begins at its beginning, also for who has heard what came last. */
  @Test
  void namesADriftByItsBeginningThoughTheNewestWasHeardFirst() {
    Order newest = Order.at(SHOP, KEY, "s", LATER.minusSeconds(1)).total("90.00");
    String id;
    try (Stage live = new Stage()) {
      live.play(Order.at(SHOP, KEY, "s", START).observed(), newest.observed());
      live.until(LATER, LATER.plusSeconds(60));
      id = live.only().id();
    }
    try (Stage stage = new Stage()) {
      stage.play(watermark(LATER), newest.observed());

      stage.play(Order.at(SHOP, KEY, "s", START).observed().again(true));
      stage.play(newest.observed().again(false));

      assertThat(stage.only().id()).isEqualTo(id);
      assertThat(stage.only().observedAt()).isEqualTo(START);
    }
  }

  /** Mechanism: what was found already stands, whatever is told again of it. */
  @Test
  void leavesAFindingAloneThatStands() {
    try (Stage stage = new Stage()) {
      Order sold = Order.at(SHOP, KEY, "s", START);
      stage.play(watermark(START), sold.observed());
      stage.until(START, START.plusSeconds(60));
      Finding found = stage.only();

      stage.play(sold.observed().again(true));
      stage.play(sold.observed().again(false));

      assertThat(stage.findings().get(found.id())).isEqualTo(found);
    }
  }

  /** Mechanism: what is within its window when it is told again stays pending until its end. */
  @Test
  void leavesPendingWhatIsWithinItsWindow() {
    try (Stage stage = new Stage()) {
      stage.play(watermark(START));

      stage.play(Order.at(SHOP, KEY, "s", START).observed().again(false));
      stage.until(START, START.plus(Stage.WINDOW));
      assertThat(stage.findings()).isEmpty();
      stage.play(watermark(START.plus(Stage.WINDOW).plusMillis(1)));

      assertThat(stage.findings()).hasSize(1);
    }
  }

  /**
   * Mechanism: of how long agreements took nothing is learned from what is told again, since nobody
   * knows any more what an outage or a person had to do with it.
   */
  @Test
  void takesNoWindowFromWhatIsToldAgain() throws IOException {
    try (Stage stage = new Stage()) {
      stage.play(watermark(LATER));
      for (int i = 0; i < 100; i++) {
        String key = SHOP + ":" + i;
        stage.play(Order.at(SHOP, key, "s" + i, START).observed().again(true));
        stage.play(Order.at(ERP, key, "e" + i, START.plusSeconds(3_000)).observed().again(false));
      }
      stage.until(LATER, LATER.plusSeconds(600));

      assertThat(stage.status().windows().values()).containsOnly(Stage.WINDOW.toMillis());
    }
  }

  /**
   * Lost, doubled, late, out of order, edited, deleted: live, and then told again to a reconciler
   * that has nothing, with watermarks wherever they happen to fall.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void opensTheSameFromHistoriesAsFromTheEventsThemselves(long seed) {
    Log.infof("retelling: seed=%d", seed);
    Random random = new Random(seed);
    List<Order> said = new ArrayList<>();
    Map<String, List<Event>> attempts = new TreeMap<>();
    List<Timed> happened = new ArrayList<>();
    for (int i = 0; i < ENTITIES; i++) {
      String key = SHOP + ":" + i;
      said.addAll(TopologySimulationTest.script(random, key, START));
      attempts.put(key, tried(random, key, happened));
    }
    said.sort(Comparator.comparing(Order::observedAt));
    said.forEach(order -> happened.add(new Timed(order.observedAt(), order.observed())));
    happened.sort(Comparator.comparing(Timed::at));

    Told before = live(happened);
    Told after = toldAgain(believed(said), attempts, random);

    assertThat(after.open().keySet()).as("seed %d", seed).isEqualTo(before.open().keySet());
    assertThat(after.open()).as("seed %d", seed).isEqualTo(before.open());
    assertThat(after.over()).as("seed %d", seed).containsAll(before.over());
    assertThat(after.over())
        .as("seed %d", seed)
        .doesNotContainAnyElementsOf(before.open().keySet());
    // A run in which nothing drifts, or nothing ends, would prove nothing.
    assertThat(before.open()).hasSizeGreaterThan(ENTITIES / 10);
    assertThat(before.over()).hasSizeGreaterThan(ENTITIES / 10);
  }

  /**
   * What a ledger comes to.
   *
   * @param over the ids of findings that ended
   */
  private record Told(Map<String, ObjectNode> open, Set<String> over) {}

  /** An event, and when it is heard. */
  private record Timed(Instant at, Event event) {}

  private static List<Event> tried(Random random, String key, List<Timed> happened) {
    List<Event> tried = new ArrayList<>();
    Instant at = START;
    String[] outcomes = {"delivered", "rejected", "failed", "unknown"};
    for (int revision = 1; revision <= random.nextInt(5); revision++) {
      at = at.plusMillis(1 + random.nextInt(15_000));
      String total = 100 + random.nextInt(3) + ".00";
      Event event =
          attempted(key, outcomes[random.nextInt(4)], revision, at, Map.of("total", total));
      tried.add(event);
      happened.add(new Timed(at, event));
    }
    return tried;
  }

  private static Told live(List<Timed> happened) {
    try (Stage stage = new Stage(Stage.policy(0))) {
      stage.play(watermark(START.minusMillis(1)));
      int next = 0;
      for (Instant at = START; !at.isAfter(START.plus(LASTS)); at = at.plusMillis(800)) {
        while (next < happened.size() && !happened.get(next).at().isAfter(at)) {
          stage.play(happened.get(next++).event());
        }
        stage.play(watermark(at));
      }
      Set<String> over = new TreeSet<>(stage.findings().keySet());
      Map<String, ObjectNode> open = open(stage);
      over.removeAll(open.keySet());
      return new Told(open, over);
    }
  }

  /** What a service believes, and tells again: every record's newer states, as they came. */
  private static Map<String, List<Event>> believed(List<Order> said) {
    Map<String, Long> held = new HashMap<>();
    Map<String, List<Event>> believed = new TreeMap<>();
    for (Order order : said) {
      Long version = held.get(order.externalId());
      if (version == null || version < order.version()) {
        held.put(order.externalId(), order.version());
        believed.computeIfAbsent(order.key(), key -> new ArrayList<>()).add(order.observed());
      }
    }
    return believed;
  }

  private static Told toldAgain(
      Map<String, List<Event>> histories, Map<String, List<Event>> attempts, Random random) {
    Instant last = START.plus(LASTS).minusMillis(LASTS.toMillis() % 800);
    try (Stage stage = new Stage(Stage.policy(0))) {
      stage.play(watermark(last));
      for (Map.Entry<String, List<Event>> history : histories.entrySet()) {
        List<Event> all = new ArrayList<>(history.getValue());
        all.addAll(attempts.getOrDefault(history.getKey(), List.of()));
        for (int i = 0; i < all.size(); i++) {
          stage.play(all.get(i).again(i < all.size() - 1));
          if (random.nextInt(3) == 0) {
            stage.play(watermark(last));
          }
        }
      }
      assertThat(stage.findings().values())
          .as("nothing is found that is over")
          .allSatisfy(finding -> {
            assertThat(finding.state()).isEqualTo(Finding.State.OPEN);
            assertThat(finding.openedAt()).isEqualTo(finding.windowEndedAt());
          });
      return new Told(open(stage), stage.over().keySet());
    }
  }

  /** What is open, but for the moment at which a watermark showed it. */
  private static Map<String, ObjectNode> open(Stage stage) {
    Map<String, ObjectNode> open = new TreeMap<>();
    for (Finding finding : stage.findings().values()) {
      if (finding.state() == Finding.State.OPEN) {
        ObjectNode facts = Json.mapper().valueToTree(finding);
        facts.remove("openedAt");
        open.put(finding.id(), facts);
      }
    }
    return open;
  }
}
