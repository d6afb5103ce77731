package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.secrecy.EntityKeys;
import io.plumbline.engine.sql.Sql;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of several systems become one entity, whoever comes first. */
class LinkingIT {

  private final ApplyWorld world = new ApplyWorld();

  @AfterEach
  void close() {
    world.close();
  }

  /** Mechanism: names that several records share, and merging with tombstones. */
  @ParameterizedTest
  @ValueSource(strings = {"SEW", "SWE", "ESW", "EWS", "WSE", "WES"})
  void makesOneEntityInEveryOrderOfArrival(String order) {
    order.chars().forEach(system -> world.apply(arrivalOf((char) system)));

    assertThat(world.count("replica")).isEqualTo(3);
    assertThat(world.text("select count(distinct key)::text from replica")).isEqualTo("1");
    assertThat(world.text("select count(*)::text from entity where merged_into is null"))
        .isEqualTo("1");
    assertThat(world.text("select count(distinct key)::text from link")).isEqualTo("1");
    assertThat(world.text("select count(*)::text from outbox where type = 'linked'"))
        .isEqualTo(order.endsWith("E") ? "1" : "0");
  }

  /** Mechanism: a merge takes along what was merged before; the journal looks one level deep. */
  @Test
  void pointsAllMergedKeysAtTheOneThatGoesOn() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "1", "n:a")));
    world.clock.pass(Duration.ofSeconds(1));
    world.apply(world.webhook("e2", "erp", ScriptedConnector.body("2", T1, "1", "n:b")));
    world.clock.pass(Duration.ofSeconds(1));
    world.apply(world.webhook("e3", "wms", ScriptedConnector.body("3", T1, "1", "n:c")));
    world.clock.pass(Duration.ofSeconds(1));
    world.apply(world.webhook("e4", "erp", ScriptedConnector.body("4", T1, "1", "n:b", "n:c")));

    world.apply(world.webhook("e5", "wms", ScriptedConnector.body("5", T1, "1", "n:a", "n:b")));

    assertThat(world.text("select string_agg(merged_into, ' ') from entity"))
        .isEqualTo("shop:1 shop:1");
  }

  /** Mechanism: a number makes nothing one that a system sold under two ids. */
  @ParameterizedTest
  @ValueSource(strings = {"apart", "together"})
  void keepsTwoSalesApartThatShareANumber(String batches) {
    Unpacked first = world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "1", "n:1001"));
    Unpacked second = world.webhook("e2", "shop", ScriptedConnector.body("2", T1, "2", "n:1001"));

    if (batches.equals("together")) {
      world.apply(first, second);
    } else {
      world.apply(first);
      world.apply(second);
    }

    assertThat(keyOf("1")).isEqualTo("shop:1");
    assertThat(keyOf("2")).isEqualTo("shop:2");
    assertThat(rivals("shop:1")).isEqualTo(rivals("shop:2")).hasSize(1);
  }

  /** Mechanism: the sale that a reading names by its id is its own, heard or not. */
  @ParameterizedTest
  @ValueSource(strings = {"SsE", "sSE", "ESs", "EsS", "SEs", "sES"})
  void linksTheErpsRecordByTheSalesOwnId(String order) {
    order
        .chars()
        .forEach(each -> {
          world.apply(
              switch (each) {
                case 'S' ->
                    world.webhook("1", "shop", ScriptedConnector.body("1", T1, "1", "n:1001"));
                case 's' ->
                    world.webhook("2", "shop", ScriptedConnector.body("2", T1, "2", "n:1001"));
                default ->
                    world.webhook(
                        "e", "erp", ScriptedConnector.body("7", T1, "2", "n:1001", "shop:2"));
              });
          world.clock.pass(Duration.ofSeconds(1));
        });

    assertThat(keyOf("7")).isEqualTo(keyOf("2"));
    assertThat(keyOf("1")).isNotEqualTo(keyOf("2"));
  }

  /** Mechanism: own ids are asked first, and make one of whatever they name. */
  @Test
  void makesOneOfTwoSalesThatARecordNamesByTheirIds() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "1", "n:1001")));
    world.apply(world.webhook("e2", "shop", ScriptedConnector.body("2", T1, "2", "n:1001")));

    world.apply(
        world.webhook("e3", "erp", ScriptedConnector.body("7", T1, "3", "shop:1", "shop:2")));

    assertThat(keyOf("2")).isEqualTo(keyOf("1"));
    assertThat(rivals(keyOf("1"))).isEmpty();
  }

  /** Mechanism: what a record no longer carries is contested no longer, and both hear of it. */
  @Test
  void endsARivalryWhenTheNumberChanges() {
    world.apply(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "1", "n:1001")));
    world.apply(world.webhook("e2", "shop", ScriptedConnector.body("2", T1, "2", "n:1001")));

    world.apply(world.webhook("e3", "shop", ScriptedConnector.body("2", T2, "2", "n:1002")));

    assertThat(rivals("shop:1")).isEmpty();
    assertThat(rivals("shop:2")).isEmpty();
  }

  /** Mechanism: what a record names by id now, not where it was put before, decides where it is. */
  @ParameterizedTest
  @ValueSource(strings = {"SsEe", "ESse", "SEse", "SEes", "EeSs"})
  void movesARecordToTheSaleThatItNamesNow(String order) {
    order.chars().forEach(each -> arrives((char) each));

    assertThat(keyOf("7")).isEqualTo(keyOf("2"));
    assertThat(keyOf("1")).isNotEqualTo(keyOf("2"));
    assertThat(world.text("select key from link where namespace = 'erp' and value = '7'"))
        .isEqualTo(keyOf("2"));
    assertThat(world.text("select count(*)::text from entity where merged_into is not null"))
        .isEqualTo("0");
  }

  /** Mechanism: the record is told as gone under the key that it left, and anew under the other. */
  @Test
  void tellsThatARecordLeft() {
    "SsEe".chars().forEach(each -> arrives((char) each));

    assertThat(told("shop:1")).isEqualTo("false true");
    assertThat(told("shop:2")).isEqualTo("false false");
    assertThat(world.text("select count(*)::text from observation where deleted")).isEqualTo("1");
  }

  /**
   * Mechanism: what is left without a record asks for nothing, and takes its sale in once heard.
   */
  @Test
  void leavesAnEntityWithoutRecordsToItsSale() {
    world.apply(world.webhook("e1", "erp", ScriptedConnector.body("7", T1, "1", "shop:1")));

    world.apply(world.webhook("e2", "erp", ScriptedConnector.body("7", T2, "2", "shop:2")));
    "Ss".chars().forEach(each -> arrives((char) each));

    assertThat(keyOf("1")).isEqualTo("erp:7");
    assertThat(keyOf("2")).isEqualTo(keyOf("7")).isEqualTo("shop:2");
  }

  /** Mechanism: only what is believed of a record moves it. */
  @ParameterizedTest
  @ValueSource(strings = {"apart", "together"})
  void leavesARecordWhereItsNewestReadingPutIt(String batches) {
    "Ss".chars().forEach(each -> arrives((char) each));
    Unpacked newest = world.webhook("n", "erp", ScriptedConnector.body("7", T2, "2", "shop:2"));
    Unpacked late = world.webhook("l", "erp", ScriptedConnector.body("7", T1, "2", "shop:1"));

    if (batches.equals("together")) {
      world.apply(newest, late);
    } else {
      world.apply(newest);
      world.apply(late);
    }

    assertThat(keyOf("7")).isEqualTo("shop:2");
    assertThat(world.text("select total from (select count(distinct key)::text total from link) t"))
        .isEqualTo("2");
  }

  /** Mechanism: a sale that a late reading names is not put with the other one. */
  @Test
  void keepsASaleOutThatOnlyALateReadingNames() {
    arrives('S');
    world.apply(world.webhook("n", "erp", ScriptedConnector.body("7", T2, "2", "shop:1")));
    world.apply(world.webhook("l", "erp", ScriptedConnector.body("7", T1, "2", "shop:2")));

    arrives('s');

    assertThat(keyOf("7")).isEqualTo("shop:1");
    assertThat(keyOf("2")).isEqualTo("shop:2");
  }

  /** Mechanism: a record goes where the record is that it names. */
  @Test
  void letsARecordFollowTheOneThatItNames() {
    "SsE".chars().forEach(each -> arrives((char) each));
    world.apply(world.webhook("w1", "wms", ScriptedConnector.body("77", T1, "2", "erp:7")));
    arrives('e');

    world.apply(world.webhook("w2", "wms", ScriptedConnector.body("77", T2, "2", "erp:7")));

    assertThat(keyOf("77")).isEqualTo("shop:2");
    assertThat(keyOf("1")).isEqualTo("shop:1");
  }

  /** Mechanism: the number that its holder gave up names the one that carries it still. */
  @Test
  void handsTheNumberOverWhenItsHolderGetsAnother() {
    "Ss".chars().forEach(each -> arrives((char) each));

    world.apply(world.webhook("e3", "shop", ScriptedConnector.body("1", T2, "1", "n:1003")));
    arrives('E');

    assertThat(rivals("shop:1")).isEmpty();
    assertThat(rivals("shop:2")).isEmpty();
    assertThat(world.count("contested_name")).isZero();
    assertThat(keyOf("7")).isEqualTo("shop:2");
  }

  /** Mechanism: of several the eldest has the number then, and the others contest it. */
  @Test
  void goesOnWithTheRivalryOfTheOthers() {
    "Ss".chars().forEach(each -> arrives((char) each));
    world.apply(world.webhook("e3", "shop", ScriptedConnector.body("3", T1, "3", "n:1001")));

    world.apply(world.webhook("e4", "shop", ScriptedConnector.body("1", T2, "1", "n:1003")));

    assertThat(rivals("shop:1")).isEmpty();
    assertThat(rivals("shop:2")).isEqualTo(rivals("shop:3")).hasSize(1);
  }

  /** Mechanism: what is contested is what the believed reading names, whatever comes behind it. */
  @Test
  void asksTheBelievedReadingForItsNumbers() {
    arrives('S');
    Unpacked newest = world.webhook("n", "shop", ScriptedConnector.body("2", T2, "2", "n:1001"));
    Unpacked late = world.webhook("l", "shop", ScriptedConnector.body("2", T1, "2", "n:1002"));

    world.apply(newest, late);

    assertThat(rivals("shop:1")).isEqualTo(rivals("shop:2")).hasSize(1);
  }

  /** Two sales with one number, and the ERP's record, first by number and then by an id. */
  private void arrives(char what) {
    world.apply(
        switch (what) {
          case 'S' -> world.webhook("S", "shop", ScriptedConnector.body("1", T1, "1", "n:1001"));
          case 's' -> world.webhook("s", "shop", ScriptedConnector.body("2", T1, "2", "n:1001"));
          case 'E' -> world.webhook("E", "erp", ScriptedConnector.body("7", T1, "2", "n:1001"));
          default ->
              world.webhook("e", "erp", ScriptedConnector.body("7", T2, "2", "n:1001", "shop:2"));
        });
    world.clock.pass(Duration.ofSeconds(1));
  }

  private String told(String key) {
    return world.text(
        """
        select string_agg(payload->>'deleted', ' ' order by id) from outbox
        where key = ? and type = 'observed' and source = 'erp'
        """,
        key);
  }

  private String keyOf(String externalId) {
    return world.text("select key from replica where external_id = ?", externalId);
  }

  private List<Rivals.Rival> rivals(String key) {
    return world.transactions().get(tx -> Rivals.of(tx, key));
  }

  /** Mechanism: entity rows locked in key order, links found lost are tried again. */
  @Test
  void twoReplicasMakeOneEntity() throws Exception {
    var inserted = new CountDownLatch(1);
    var holdOn = new CountDownLatch(1);
    var slow =
        CompletableFuture.runAsync(() ->
            world.run(tx -> {
              var key = "shop:1";
              Sql.update(
                  tx,
                  "insert into entity (key, data_key, created_at) values (?, ?, ?)",
                  key,
                  new EntityKeys(ApplyWorld.master()).create(key),
                  world.clock.instant());
              Sql.update(tx, "insert into link values ('shop', '1', ?)", key);
              inserted.countDown();
              uninterrupted(holdOn);
            }));
    inserted.await();
    var other = CompletableFuture.runAsync(() -> untilWon(world.webhook("e1", "erp", erp())));
    assertThat(other).isNotDone();

    holdOn.countDown();
    slow.get();
    other.get();

    assertThat(world.text("select key from replica where connection = 'erp'")).isEqualTo("shop:1");
  }

  private void untilWon(Unpacked record) {
    boolean lost = true;
    while (lost) {
      try {
        world.apply(record);
        lost = false;
      } catch (RaceLost e) {
        lost = true;
      }
    }
  }

  private Unpacked arrivalOf(char system) {
    return switch (system) {
      case 'S' -> world.webhook("s", "shop", ScriptedConnector.body("1", T1, "10.00"));
      case 'E' -> world.webhook("e", "erp", erp());
      default -> world.webhook("w", "wms", ScriptedConnector.body("77", T1, "10.00", "erp:48211"));
    };
  }

  private static ObjectNode erp() {
    return ScriptedConnector.body("48211", T1, "10.00", "shop:1");
  }

  private static void uninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
