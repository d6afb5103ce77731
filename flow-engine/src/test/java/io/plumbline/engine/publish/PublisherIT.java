package io.plumbline.engine.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.delivery.TestDatabase;
import io.plumbline.engine.kafka.TestBroker;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.start.Heard;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing is skipped, overtaken or forgotten on the way from the outbox to Kafka. */
class PublisherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int KEYS = 8;
  private static final int EVENTS = 40;

  private final TestDatabase database = TestDatabase.fresh();
  private final Transactions transactions = new Transactions(database.source());
  private final Outbox outbox = new Outbox();

  @AfterEach
  void close() {
    database.close();
  }

  /**
   * Mechanism: rows are taken because they are there; a cursor over ids would skip the late one.
   */
  @Test
  void skipsNoRowOfATransactionThatCommitsLate() throws SQLException {
    String topic = TestBroker.topic(2);
    try (var producer = TestBroker.clients().producer(PATIENCE);
        var _ = new PublishingReplica(database.source(), producer, topic);
        var _ = new PublishingReplica(database.source(), producer, topic);
        var changes = new Heard(TestBroker.clients(), topic);
        Connection late = database.source().getConnection()) {
      late.setAutoCommit(false);
      outbox.add(late, event("shop:late", 0));
      add("shop:early", 0);
      changes.first("what was committed first", message -> message.about("shop:early"));

      late.commit();

      changes.first("what was committed late", message -> message.about("shop:late"));
      late.setAutoCommit(true);
      awaitEmptyOutbox();
    }
  }

  /** Mechanism: the advisory lock of each shard, let go when its holder stops. */
  @Test
  void keepsTheOrderOfEachKeyOverTwoPublishersAndAHandover() {
    String topic = TestBroker.topic(3);
    try (var producer = TestBroker.clients().producer(PATIENCE);
        var changes = new Heard(TestBroker.clients(), topic)) {
      var first = new PublishingReplica(database.source(), producer, topic);
      try (var _ = new PublishingReplica(database.source(), producer, topic)) {
        var writers =
            IntStream.range(0, KEYS)
                .mapToObj(key -> CompletableFuture.runAsync(() -> write("shop:" + key)))
                .toArray(CompletableFuture[]::new);
        changes.first("the first publisher is at work", message -> true);

        first.close();

        CompletableFuture.allOf(writers).join();
        awaitEmptyOutbox();
        await("all events are heard")
            .atMost(PATIENCE)
            .untilAsserted(
                () -> assertThat(changes.messages()).hasSizeGreaterThanOrEqualTo(KEYS * EVENTS));
        for (int key = 0; key < KEYS; key++) {
          assertThat(numbers(changes, "shop:" + key))
              .isEqualTo(IntStream.range(0, EVENTS).boxed().toList());
        }
      } finally {
        first.close();
      }
    }
  }

  /** Mechanism: a row is deleted only once its acknowledgement is there. */
  @Test
  void keepsWhatKafkaDidNotTake() {
    var broker = new Refusing(Integer.MAX_VALUE);
    add("shop:taken", 0);
    add("shop:refused", 0);
    add("shop:taken", 1);
    try (var _ = new PublishingReplica(database.source(), broker, "changes")) {
      await("the others are published")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(waiting()).containsExactly("shop:refused/0"));

      broker.refusals.clear();

      awaitEmptyOutbox();
      assertThat(broker.taken()).contains("shop:refused/0");
    }
  }

  /** Mechanism: what follows a failure under the same key is kept, and sent again behind it. */
  @Test
  void letsNothingOvertakeWhatWasRefused() {
    var broker = new Refusing(1);
    add("shop:refused", 0);
    add("shop:refused", 1);
    try (var _ = new PublishingReplica(database.source(), broker, "changes")) {
      awaitEmptyOutbox();

      assertThat(broker.taken())
          .containsExactly("shop:refused/1", "shop:refused/0", "shop:refused/1");
    }
  }

  private void write(String key) {
    for (int number = 0; number < EVENTS; number++) {
      add(key, number);
    }
  }

  private void add(String key, int number) {
    transactions.run(tx -> outbox.add(tx, event(key, number)));
  }

  private static Event event(String key, int number) {
    return new Event(
        key + "/" + number,
        key,
        "observed",
        "shop",
        Instant.EPOCH,
        JsonNodeFactory.instance.objectNode().put("number", number));
  }

  private static List<Integer> numbers(Heard changes, String key) {
    return changes.messages().stream()
        .filter(message -> message.about(key))
        .map(message -> message.value().path("number").asInt())
        .toList();
  }

  private void awaitEmptyOutbox() {
    await("the outbox is empty")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(waiting()).isEmpty());
  }

  private List<String> waiting() {
    return transactions.get(
        tx -> Sql.all(tx, row -> row.getString(1), "select event_id from outbox order by id"));
  }

  /** A broker that does not acknowledge the first so many events of one key. */
  private static final class Refusing extends MockProducer<String, byte[]>
      implements Producer<String, byte[]> {
    final Set<Integer> refusals = ConcurrentHashMap.newKeySet();

    Refusing(int times) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      IntStream.range(0, Math.min(times, 100_000)).forEach(refusals::add);
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, @Nullable Callback callback) {
      return record.key().equals("shop:refused") && refuses()
          ? CompletableFuture.failedFuture(new TimeoutException("not acknowledged in time"))
          : super.send(record, callback);
    }

    private boolean refuses() {
      return refusals.stream().findFirst().filter(refusals::remove).isPresent();
    }

    List<String> taken() {
      return history().stream()
          .map(record ->
              new String(
                  record.headers().lastHeader("ce_id").value(),
                  java.nio.charset.StandardCharsets.UTF_8))
          .toList();
    }
  }
}
