package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.intake.KafkaInbox;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.TestBroker;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.publish.PublishingReplica;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.start.Heard;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The inbox is worked through whatever one record or the database does, on a real Kafka. */
class ApplyLoopIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RECORDS = 10;

  private final ApplyWorld world = new ApplyWorld();
  private final KafkaClients clients = TestBroker.clients();
  private final String topic = TestBroker.topic(2);
  private final KafkaInbox inbox = new KafkaInbox(clients, topic, world.inboxKeys, PATIENCE);

  @BeforeEach
  void keys() {
    world.inboxKeys.prefetch(1);
  }

  @AfterEach
  void close() {
    inbox.close();
    world.close();
  }

  /** Mechanism: a batch that fails is applied record by record. */
  @Test
  void putsAwayTheOneRecordThatFailsAndAppliesItsBatchMates() {
    for (int i = 0; i < RECORDS; i++) {
      arrives("mate-" + i, T1, i == 4 ? ApplyWorld.INDIGESTIBLE : "10.00");
    }

    try (var _ = new ApplyingReplica(world, clients, topic)) {
      awaitRows("replica", RECORDS - 1);
      awaitRows("dead_letter", 1);
    }

    assertThat(world.text("select external_id || ' ' || cause from dead_letter"))
        .isEqualTo("mate-4 failed");
    assertThat(world.total("mate-4")).isEqualTo("none");
  }

  /**
   * Names that no table can hold, and explanations that quote them. Mechanism: {@code Arrived} has
   * a name that stands for such a one, what was understood is checked before it is believed, and an
   * explanation is made fit to be kept; else the dead letter fails as the record does, for ever.
   */
  @Test
  void noNameStopsTheLoop() {
    String half =
        "{\"id\":\"%s\",\"at\":\"%s\",\"total\":\"1\",\"names\":[\"shop#number:\\ud800\"]}";
    arrivesAs("one\u0000key", "mate-0", half.formatted("mate-0", T1));
    arrivesAs("half a name", "mate-1", half.formatted("mate-1", T1));
    arrivesAs("the same again", "mate-1", half.formatted("mate-1", T2));
    arrivesAs("k".repeat(5_000), "e\u0000", "{\"id\":\"e\\u0000\",\"at\":\"" + T1 + "\"}");
    arrivesAs("a time", "late", "{\"id\":\"late\",\"at\":\"+9999999-01-01T00:00:00Z\"}");
    arrivesAs("none", "none", "{\"id\":\"none\",\"at\":\"\\u0000\"}");
    arrivesAs("a reason", "filtered", "{\"filtered\":\"\\u0000%s\"}".formatted("r".repeat(5_000)));
    arrives("last", T1, "10.00");

    try (var _ = new ApplyingReplica(world, clients, topic)) {
      awaitRows("replica", 1);
      awaitRows("dead_letter", 6);
    }

    assertThat(world.total("last")).isEqualTo("10.00");
    assertThat(world.text("select string_agg(distinct cause, ',') from dead_letter"))
        .isEqualTo("unusable");
    assertThat(world.count("counted")).isEqualTo(1);
    assertThat(world.count("processed")).isEqualTo(8);
  }

  /** Mechanism: trouble is told from poison by its SQL state, and waited out. */
  @Test
  void waitsForADatabaseThatIsAwayAndPutsNothingAway() {
    arrives("kept", T1, "10.00");
    world.outage.away(true);

    try (var _ = new ApplyingReplica(world, clients, topic)) {
      await("apply has tried")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(world.outage.refusals()).isGreaterThan(2));
      world.outage.away(false);

      awaitRows("replica", 1);
    }

    assertThat(world.count("dead_letter")).isZero();
  }

  /**
   * Two replicas of apply and two publishers, while one transaction keeps an entity locked and its
   * event uncommitted. Mechanism: offsets are committed behind the effects, and rows are published
   * by presence: the entity's partition waits, nothing else does, and nothing is lost or doubled.
   */
  @Test
  void losesNothingToATransactionHeldOpen() throws SQLException {
    arrives("held", T1, "1.00");
    String changes = TestBroker.topic(3);
    try (var producer = clients.producer(PATIENCE);
        var heard = new Heard(clients, changes);
        var _ = new ApplyingReplica(world, clients, topic);
        var _ = new ApplyingReplica(world, clients, topic);
        var _ = new PublishingReplica(world.database.source(), producer, changes);
        var _ = new PublishingReplica(world.database.source(), producer, changes);
        Connection holder = world.database.source().getConnection()) {
      heard.first("the entity is known", message -> message.about("shop:held"));
      TestBroker.awaitSharing("apply-" + topic, 2);
      holder.setAutoCommit(false);
      Sql.one(
          holder,
          row -> row.getString(1),
          "select key from entity where key = 'shop:held' for update");
      arrives("held", T2, "2.00");
      List<String> others = inTheOtherPartition();
      others.forEach(id -> arrives(id, T1, "10.00"));

      others.forEach(id -> heard.first(id, message -> message.about("shop:" + id)));
      assertThat(totals(heard, "held")).containsExactly("1.00");
      holder.commit();
      holder.setAutoCommit(true);

      await("the held entity is published")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(totals(heard, "held")).containsExactly("1.00", "2.00"));
      awaitRows("outbox", 0);
      others.forEach(id -> assertThat(totals(heard, id)).containsExactly("10.00"));
      assertThat(world.count("dead_letter")).isZero();
    }
  }

  private List<String> inTheOtherPartition() {
    int held = partition("held");
    return IntStream.range(0, 100)
        .mapToObj(i -> "other-" + i)
        .filter(id -> partition(id) != held)
        .limit(RECORDS)
        .toList();
  }

  /** As Kafka's producer chooses it by the record's key. */
  private static int partition(String id) {
    byte[] key = ("shop/" + id).getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % 2;
  }

  private void arrives(String id, String at, String total) {
    byte[] body = ApplyWorld.bytes(ScriptedConnector.body(id, at, total));
    inbox
        .put(ApplyWorld.arrived(id + "/" + total, "shop", id, Via.WEBHOOK, body))
        .toCompletableFuture()
        .join();
  }

  private void arrivesAs(String dedupe, String id, String body) {
    inbox
        .put(
            ApplyWorld.arrived(
                dedupe, "shop", id, Via.WEBHOOK, body.getBytes(StandardCharsets.UTF_8)))
        .toCompletableFuture()
        .join();
  }

  private static List<String> totals(Heard heard, String id) {
    return heard.messages().stream()
        .filter(message -> message.about("shop:" + id))
        .map(message -> message.value().path("facets").path("commercial").path("total").asText())
        .toList();
  }

  private void awaitRows(String table, long rows) {
    await(table)
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(world.count(table)).isEqualTo(rows));
  }
}
