package io.plumbline.engine.apply;

import io.plumbline.engine.apply.PlaceTable.Bounds;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.sql.Trouble;
import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Where apply goes on in each partition. The database says so, since the place is committed with
 * the effects: one that was put back to a backup has forgotten both. What the group has committed,
 * and what this process has applied, tell that a database has forgotten something.
 */
final class InboxPlaces implements ConsumerRebalanceListener {

  private static final Duration AGAIN = Duration.ofMillis(500);

  /** How long a database that went back may go unnoticed where nothing arrives. */
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Supplier<String> topicId;
  private final Transactions transactions;
  private final Clock clock;
  private final Set<TopicPartition> unknown = new HashSet<>();
  private final Map<TopicPartition, Long> applied = new HashMap<>();
  private long nextAsk = System.nanoTime();
  private long nextLook = System.nanoTime();

  InboxPlaces(
      KafkaConsumer<String, byte[]> consumer,
      Supplier<String> topicId,
      Transactions transactions,
      Clock clock) {
    this.consumer = consumer;
    this.topicId = topicId;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
    unknown.addAll(assigned);
    // Nothing is read from a wrong place meanwhile.
    consumer.pause(assigned);
    find();
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
    unknown.removeAll(revoked);
    applied.keySet().removeAll(revoked);
  }

  /** The partitions that may be read. */
  Set<TopicPartition> known() {
    Set<TopicPartition> known = new HashSet<>(consumer.assignment());
    known.removeAll(unknown);
    return known;
  }

  /** How far this process has come in the partitions that it knows. */
  Map<TopicPartition, Long> applied() {
    return Map.copyOf(applied);
  }

  void applied(Collection<ConsumerRecord<String, byte[]>> records) {
    records.forEach(record ->
        applied.merge(
            new TopicPartition(record.topic(), record.partition()),
            record.offset() + 1,
            Math::max));
  }

  /**
   * The places in these partitions are asked for anew; what was read of them and not applied is
   * read again.
   */
  void lost(Collection<TopicPartition> partitions) {
    Set<TopicPartition> lost = new HashSet<>(partitions);
    lost.retainAll(known());
    unknown.addAll(lost);
    consumer.pause(lost);
    // A commit of positions says no more than was applied.
    lost.forEach(partition -> consumer.seek(partition, applied.getOrDefault(partition, 0L)));
  }

  /** Goes to the places that are still to be found, unless database or broker do not answer. */
  void find() {
    if (System.nanoTime() < nextAsk) {
      return;
    }
    try {
      look();
      if (!unknown.isEmpty()) {
        go(Set.copyOf(unknown));
      }
    } catch (WakeupException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!Trouble.in(e) && !(e instanceof KafkaException)) {
        throw e;
      }
      nextAsk = System.nanoTime() + AGAIN.toNanos();
      Log.warnf("apply waits to learn where it was: %s", e.getMessage());
    }
  }

  private void go(Set<TopicPartition> asked) {
    Map<TopicPartition, Bounds> bounds = bounds(asked);
    String id = topicId.get();
    Map<TopicPartition, Long> places =
        transactions.get(tx -> PlaceTable.resume(tx, bounds, id, clock.instant()));
    places.forEach(consumer::seek);
    applied.putAll(places);
    consumer.resume(asked);
    unknown.removeAll(asked);
  }

  /**
   * Whether the database still knows what was applied, also of partitions where nothing arrives.
   */
  private void look() {
    Set<TopicPartition> known = known();
    if (known.isEmpty() || System.nanoTime() < nextLook) {
      return;
    }
    nextLook = System.nanoTime() + LOOK.toNanos();
    String topic = known.iterator().next().topic();
    Map<TopicPartition, Long> held = transactions.get(tx -> PlaceTable.all(tx, topic));
    lost(
        known.stream()
            .filter(
                partition -> held.getOrDefault(partition, 0L) < applied.getOrDefault(partition, 0L))
            .toList());
  }

  private Map<TopicPartition, Bounds> bounds(Set<TopicPartition> asked) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(asked);
    Map<TopicPartition, Long> ends = consumer.endOffsets(asked);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(asked);
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    for (TopicPartition partition : asked) {
      OffsetAndMetadata group = committed.get(partition);
      bounds.put(
          partition,
          new Bounds(
              begins.getOrDefault(partition, 0L),
              ends.getOrDefault(partition, 0L),
              Math.max(group == null ? 0 : group.offset(), applied.getOrDefault(partition, 0L))));
    }
    return bounds;
  }
}
