package io.plumbline.engine.apply;

import static io.plumbline.engine.apply.ApplyWorld.T1;
import static io.plumbline.engine.apply.ApplyWorld.T2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.intake.KafkaInbox;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.TestBroker;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that is put back to a backup applies again what it has forgotten, on a real Kafka. */
class RestoreIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** As many as {@code StartEngine} makes for an inbox that is kept for a week. */
  private static final long KEPT = 8;

  private static final String STATE =
      """
      select string_agg(row, chr(10) order by row) from (
        select concat_ws(' ', 'replica', key, connection, external_id, version, facets,
                         encode(content_hash, 'hex'), deleted, occurred_at, observed_at, event_id,
                         evidence, mode) as row
        from replica
        union all
        select concat_ws(' ', 'link', namespace, value, key) from link
        union all
        select concat_ws(' ', 'entity', key, merged_into) from entity) all_rows
      """;

  private final ApplyWorld world = new ApplyWorld();
  private final KafkaClients clients = TestBroker.clients();
  private final String topic = TestBroker.topic(1);
  private final KafkaInbox inbox = new KafkaInbox(clients, topic, world.inboxKeys, PATIENCE);

  @BeforeEach
  void keys() {
    world.inboxKeys.prefetch(KEPT);
  }

  @AfterEach
  void close() {
    inbox.close();
    world.close();
  }

  /**
   * Mechanisms: apply goes on where the database says, whatever the group has committed; and the
   * backup holds the keys of the days to come.
   */
  @Test
  void appliesAgainWhatTheBackupHasForgotten() {
    arrives("shop", "1", T1, "10.00");
    arrives("erp", "e1", T1, "10.00", "shop:1");
    applied(world, 2);
    TestDatabase backup = world.database.copy();
    // The oldest backup that the inbox still reaches back to.
    world.clock.pass(Duration.ofDays(KEPT - 1));
    arrives("shop", "1", T2, "12.00");
    arrives("erp", "e2", T1, "5.00", "n:2");
    arrives("shop", "3", T1, "7.00");
    arrives("shop", "2", T1, "5.00", "n:3");
    arrives("erp", "e2", T2, "5.00", "n:2", "n:3");
    applied(world, 7);
    assertThat(committed()).as("what the group has committed").isEqualTo(7);
    String before = world.text(STATE);

    try (var restored = new ApplyWorld(backup)) {
      restored.clock.pass(Duration.ofDays(KEPT - 1));
      restored.inboxKeys.prefetch(KEPT);
      applied(restored, 7);

      assertThat(restored.text(STATE)).isEqualTo(before);
      assertThat(restored.count("dead_letter")).isZero();
      assertThat(restored.text("select replay_to::text from applied_offset")).isEqualTo("7");
      assertThat(restored.text("select (restored_at is not null)::text from applied_offset"))
          .isEqualTo("true");
    }
  }

  /** Mechanism: the place is the topic's by its id; of one that was made anew everything is new. */
  @Test
  void appliesAllOfATopicThatWasMadeAnew() {
    arrives("shop", "1", T1, "10.00");
    arrives("shop", "2", T1, "10.00");
    applied(world, 2);

    TestBroker.makeAnew(topic, 1);
    for (String id : new String[] {"3", "4", "5"}) {
      arrives("shop", id, T1, "10.00");
    }
    applied(world, 3);

    assertThat(world.count("replica")).isEqualTo(5);
  }

  /**
   * Mechanism: what the group has committed is compared before anything is started. Until apply has
   * its partitions nobody else would know.
   */
  @Test
  void noticesBeforeApplyHasItsPartitions() {
    arrives("shop", "1", T1, "10.00");
    arrives("shop", "2", T1, "10.00");
    applied(world, 2);
    world.ask("1");
    world.run(tx -> Sql.update(tx, "update applied_offset set next_offset = 1"));

    notice();

    assertThat(place()).isEqualTo("next=1 until=2 restored=true");
    assertThat(world.claim(1)).as("reads of records").isEmpty();
  }

  /** Mechanism: the database's own place is compared; a backup may hold none at all. */
  @Test
  void noticesADatabaseThatKnowsNothing() {
    arrives("shop", "1", T1, "10.00");
    applied(world, 1);
    world.run(tx -> Sql.update(tx, "delete from applied_offset"));

    notice();

    assertThat(place()).isEqualTo("next=0 until=1 restored=true");
  }

  /** Mechanism: it is the commit that is ahead, not the inbox. */
  @Test
  void noticesNothingWhereNothingWasForgotten() {
    arrives("shop", "1", T1, "10.00");
    applied(world, 1);
    arrives("shop", "2", T1, "10.00");

    notice();

    assertThat(place()).isEqualTo("next=1 until=0 restored=false");
  }

  /**
   * Mechanism: the timeline. A standby that was promoted may know all of the inbox, and not what
   * was delivered last.
   */
  @Test
  void noticesAnotherServerThoughNothingOfTheInboxIsForgotten() {
    arrives("shop", "1", T1, "10.00");
    applied(world, 1);
    arrives("shop", "2", T1, "10.00");
    notice();
    assertThat(place()).as("the first server").isEqualTo("next=1 until=0 restored=false");
    long claim = claim();

    world.run(tx -> Sql.update(tx, "update database_server set name = '1/00000000'"));
    notice();
    assertThat(place()).isEqualTo("next=1 until=2 restored=true");
    assertThat(claim()).as("numbers that a worker may still hold").isGreaterThan(claim + 1_000_000);

    world.run(tx -> Sql.update(tx, "update applied_offset set restored_at = null, replay_to = 0"));
    notice();
    assertThat(place()).as("it is the known one now").isEqualTo("next=1 until=0 restored=false");
  }

  /**
   * Mechanism: the commit is compared with what the database knew, not with where the inbox begins.
   */
  @Test
  void noticesWhatWasForgottenOfAnInboxThatIsEmptyNow() {
    arrives("shop", "1", T1, "10.00");
    arrives("shop", "2", T1, "10.00");
    applied(world, 2);
    world.run(tx -> Sql.update(tx, "update applied_offset set next_offset = 1"));
    TestBroker.forget(topic, 2);

    applied(world, 2);

    assertThat(place()).isEqualTo("next=2 until=2 restored=true");
  }

  /** Mechanism: a batch moves the place only from where this process left it. */
  @Test
  void appliesNothingBehindAGap() {
    var partition = new TopicPartition("inbox", 0);
    world.run(tx ->
        Sql.update(
            tx,
            "insert into applied_offset (topic, partition, next_offset) values ('inbox', 0, 3)"));
    var batch = List.of(world.webhook("e1", "shop", ScriptedConnector.body("1", T1, "10.00")));

    assertThatThrownBy(() -> world.applying.apply(batch, Map.of(partition, 5L)))
        .isInstanceOf(PlaceForgotten.class);

    assertThat(world.count("replica")).isZero();
    assertThat(world.count("processed")).isZero();
    assertThat(world.text("select next_offset::text from applied_offset")).isEqualTo("3");
  }

  /** Mechanism: the batch that finds the gap is put back, and the inbox read from before it. */
  @Test
  void appliesAgainWhatTheDatabaseForgetsWhileItRuns() {
    arrives("shop", "1", T1, "10.00");
    arrives("shop", "2", T1, "10.00");
    try (var _ = new ApplyingReplica(world, clients, topic)) {
      awaitApplied(world, 2);

      goesBack();
      arrives("shop", "3", T1, "10.00");

      awaitReplicas(3);
    }

    assertThat(world.text("select (restored_at is not null)::text from applied_offset"))
        .isEqualTo("true");
    assertThat(world.count("dead_letter")).isZero();
  }

  /** Mechanism: the place is looked at from time to time, also where nothing arrives. */
  @Test
  void noticesADatabaseThatWentBackThoughNothingArrives() {
    arrives("shop", "1", T1, "10.00");
    arrives("shop", "2", T1, "10.00");
    try (var _ = new ApplyingReplica(world, clients, topic)) {
      awaitApplied(world, 2);

      goesBack();

      awaitReplicas(2);
    }

    assertThat(place()).isEqualTo("next=2 until=2 restored=true");
  }

  /** As a standby comes back that had not heard of anything yet. */
  private void goesBack() {
    world.run(tx -> {
      Sql.update(tx, "truncate entity, processed cascade");
      Sql.update(tx, "update applied_offset set next_offset = 0");
    });
  }

  private void notice() {
    new NoticeRestore(clients, topic, "apply-" + topic, PATIENCE, world.transactions(), world.clock)
        .notice();
  }

  private long claim() {
    return Long.parseLong(world.text("select nextval('delivery_claims')::text"));
  }

  private String place() {
    return world.text(
        """
        select format('next=%s until=%s restored=%s', next_offset, replay_to,
                      case when restored_at is null then 'false' else 'true' end)
        from applied_offset
        """);
  }

  private void awaitReplicas(long many) {
    await("replicas")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(world.count("replica")).isEqualTo(many));
  }

  /** Mechanism: a place that could not be asked for is asked for again. */
  @Test
  void asksWhereItWasUntilTheDatabaseAnswers() {
    arrives("shop", "1", T1, "10.00");
    world.outage.away(true);

    try (var _ =
        new ApplyingReplica(world, clients, topic, new Transactions(world.outage.source()))) {
      await("apply has asked")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(world.outage.refusals()).isGreaterThan(2));
      world.outage.away(false);

      awaitApplied(world, 1);
    }

    assertThat(world.count("replica")).isOne();
  }

  private void applied(ApplyWorld by, long offset) {
    try (var _ = new ApplyingReplica(by, clients, topic)) {
      awaitApplied(by, offset);
    }
  }

  private static void awaitApplied(ApplyWorld by, long offset) {
    await("applied up to " + offset)
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(by.text("select next_offset::text from applied_offset"))
                .isEqualTo(String.valueOf(offset)));
  }

  private long committed() {
    try (var consumer = clients.consumer("apply-" + topic, 1)) {
      var partition = new TopicPartition(topic, 0);
      return Optional.ofNullable(consumer.committed(Set.of(partition)).get(partition))
          .map(OffsetAndMetadata::offset)
          .orElse(0L);
    }
  }

  private void arrives(String from, String id, String at, String total, String... names) {
    byte[] body = ApplyWorld.bytes(ScriptedConnector.body(id, at, total, names));
    inbox
        .put(ApplyWorld.arrived(id + "/" + at, from, id, Via.WEBHOOK, body))
        .toCompletableFuture()
        .join();
  }
}
