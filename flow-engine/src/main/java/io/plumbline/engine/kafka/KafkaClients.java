package io.plumbline.engine.kafka;

import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Opens Kafka's clients with the settings that the guarantees rest on. */
@Singleton
public class KafkaClients {

  /**
   * What a killed process had in hand waits so long for another one: Kafka's own 45 s are made for
   * consumers that stall, and ours poll from a loop that does nothing else. Three heartbeats fit.
   */
  private static final int SESSION_MILLIS = 10_000;

  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofMillis(100);

  private final Map<String, Object> settings;

  /** Takes what is configured under {@code kafka.*}. */
  @Inject
  public KafkaClients(@Identifier("default-kafka-broker") Map<String, Object> settings) {
    this.settings = Map.copyOf(settings);
  }

  public Admin admin() {
    return Admin.create(settings);
  }

  /** The broker's id of a topic: one that was deleted and made again has another. */
  public String topicId(String topic) {
    return topicId(topic, ANSWER);
  }

  public String topicId(String topic, Duration patience) {
    try (Admin admin = admin()) {
      return answer(() -> admin.describeTopics(List.of(topic)).allTopicNames(), patience)
          .values()
          .iterator()
          .next()
          .topicId()
          .toString();
    }
  }

  /**
   * How far a group has come in a partition.
   *
   * @param end asked for afterwards: nobody has come further
   */
  public record Progress(long committed, long end) {}

  /** Every partition of the topic in which the group has committed a place. */
  public Map<TopicPartition, Progress> progress(String group, String topic, Duration patience) {
    try (Admin admin = admin()) {
      Map<TopicPartition, Long> committed = new HashMap<>();
      answer(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(), patience)
          .forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(topic)) {
              committed.put(partition, offset.offset());
            }
          });
      Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
      committed.keySet().forEach(partition -> ends.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, Progress> progress = new HashMap<>();
      answer(() -> admin.listOffsets(ends).all(), patience)
          .forEach((partition, end) ->
              progress.put(
                  partition, new Progress(committed.getOrDefault(partition, 0L), end.offset())));
      return progress;
    }
  }

  private static <T> T answer(Supplier<KafkaFuture<T>> question, Duration patience) {
    long last = System.nanoTime() + patience.minus(AGAIN).toNanos();
    try {
      return asked(question, last)
          .toCompletableFuture()
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException(
          "expected an answer of the broker within %s, found none".formatted(patience), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted while the broker was asked", e);
    }
  }

  /** A topic that was just made is not known everywhere yet: the question is put again. */
  private static <T> CompletionStage<T> asked(Supplier<KafkaFuture<T>> question, long last) {
    return question
        .get()
        .toCompletionStage()
        .exceptionallyCompose(failure ->
            mayPass(failure) && System.nanoTime() < last
                ? CompletableFuture.supplyAsync(() -> asked(question, last), later())
                    .thenCompose(again -> again)
                : CompletableFuture.failedStage(failure));
  }

  private static Executor later() {
    return CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static boolean mayPass(Throwable failure) {
    return failure instanceof RetriableException
        || failure.getCause() instanceof RetriableException;
  }

  /**
   * A producer whose acknowledgement means durable and whose retries neither double nor reorder.
   *
   * @param giveUp when an unacknowledged record fails
   */
  public KafkaProducer<String, byte[]> producer(Duration giveUp) {
    var all = new HashMap<>(settings);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.toIntExact(giveUp.toMillis()));
    // A caller that waits for the acknowledgement as well has the other half for it.
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Math.max(1, giveUp.toMillis() / 2));
    all.put(
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        Math.toIntExact(Math.max(1, giveUp.toMillis() / 2)));
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    // Ciphertext does not compress, and not every broker has every codec.
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 8 * 1024 * 1024);
    return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
  }

  /** A consumer that commits when it is told to, and moves few partitions when a replica joins. */
  public KafkaConsumer<String, byte[]> consumer(String group, int batch) {
    return new KafkaConsumer<>(
        ofConsumer(group, batch), new StringDeserializer(), new ByteArrayDeserializer());
  }

  Map<String, Object> ofConsumer(String group, int batch) {
    var all = new HashMap<>(settings);
    all.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batch);
    all.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    // A broker may allow other bounds: kafka.session.timeout.ms decides where it is set.
    all.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
    return all;
  }
}
