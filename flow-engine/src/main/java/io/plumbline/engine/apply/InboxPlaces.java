package io.plumbline.engine.apply;

import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.engine.sql.Trouble;
import io.quarkus.logging.Log;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Where apply goes on in each partition. The database says so, since the place is committed with
 * the effects: one that was put back to a backup has forgotten both. What the group has committed
 * serves to measure the lag, and to tell that a database has forgotten something.
 */
final class InboxPlaces implements ConsumerRebalanceListener {

  /** More than anybody counted between a backup and its return. */
  private static final long SKIPPED = 1_000_000;

  private static final Duration AGAIN = Duration.ofMillis(500);

  /** Everybody locks in this order, so nobody waits in a circle. */
  private static final Comparator<TopicPartition> ORDER =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Supplier<String> topicId;
  private final Transactions transactions;
  private final Clock clock;
  private final Set<TopicPartition> unknown = new HashSet<>();
  private long nextAsk = System.nanoTime();

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
  }

  /** The partitions that may be read. */
  Set<TopicPartition> known() {
    Set<TopicPartition> known = new HashSet<>(consumer.assignment());
    known.removeAll(unknown);
    return known;
  }

  /** Goes to the places that are still to be found, unless database or broker do not answer. */
  void find() {
    if (unknown.isEmpty() || System.nanoTime() < nextAsk) {
      return;
    }
    try {
      Set<TopicPartition> asked = Set.copyOf(unknown);
      Map<TopicPartition, Bounds> bounds = bounds(asked);
      String id = topicId.get();
      Map<TopicPartition, Long> places = transactions.get(tx -> resume(tx, bounds, id));
      places.forEach(consumer::seek);
      consumer.resume(asked);
      unknown.removeAll(asked);
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

  /**
   * What the broker says of a partition.
   *
   * @param committed what the group has applied at least once
   */
  private record Bounds(long begin, long end, long committed) {}

  private Map<TopicPartition, Bounds> bounds(Set<TopicPartition> asked) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(asked);
    Map<TopicPartition, Long> ends = consumer.endOffsets(asked);
    Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(asked);
    Map<TopicPartition, Bounds> bounds = new HashMap<>();
    for (TopicPartition partition : asked) {
      OffsetAndMetadata known = committed.get(partition);
      bounds.put(
          partition,
          new Bounds(
              begins.getOrDefault(partition, 0L),
              ends.getOrDefault(partition, 0L),
              known == null ? 0 : known.offset()));
    }
    return bounds;
  }

  /** A row as it stands. */
  private record Place(@Nullable String topicId, long next, long replayTo) {

    boolean of(String topic, Bounds bounds) {
      return (topicId == null || topicId.equals(topic)) && next <= bounds.end();
    }
  }

  private Map<TopicPartition, Long> resume(
      Connection tx, Map<TopicPartition, Bounds> bounds, String id) {
    Map<TopicPartition, Long> places = new HashMap<>();
    boolean forgotten = false;
    for (TopicPartition partition : bounds.keySet().stream().sorted(ORDER).toList()) {
      Bounds here = bounds.getOrDefault(partition, new Bounds(0, 0, 0));
      Optional<Place> held = place(tx, partition).filter(place -> place.of(id, here));
      // What retention has taken away is not waited for.
      long next = Math.max(held.map(Place::next).orElse(0L), here.begin());
      boolean behind = here.committed() > next;
      long replayTo = behind ? here.end() : held.map(Place::replayTo).orElse(0L);
      keep(tx, partition, id, next, replayTo, behind);
      forgotten |= behind;
      places.put(partition, next);
      if (behind) {
        Log.warnf(
            "the database is behind what was applied: the inbox is applied again, and nothing is delivered before: topic=%s partition=%d from=%d applied=%d until=%d",
            partition.topic(), partition.partition(), next, here.committed(), replayTo);
      }
    }
    if (forgotten) {
      skipNumbers(tx);
    }
    return places;
  }

  private static Optional<Place> place(Connection tx, TopicPartition partition) {
    return Sql.one(
        tx,
        row ->
            new Place(
                row.getString("topic_id"), row.getLong("next_offset"), row.getLong("replay_to")),
        """
        select topic_id, next_offset, replay_to from applied_offset
        where topic = ? and partition = ? for update
        """,
        partition.topic(),
        partition.partition());
  }

  private void keep(
      Connection tx,
      TopicPartition partition,
      String id,
      long next,
      long replayTo,
      boolean behind) {
    Sql.update(
        tx,
        """
        insert into applied_offset as place
          (topic, partition, topic_id, next_offset, replay_to, restored_at)
        values (?, ?, ?, ?, ?, ?)
        on conflict (topic, partition) do update set
          topic_id = excluded.topic_id, next_offset = excluded.next_offset,
          replay_to = excluded.replay_to,
          restored_at = coalesce(excluded.restored_at, place.restored_at)
        """,
        partition.topic(),
        partition.partition(),
        id,
        next,
        replayTo,
        behind ? clock.instant() : null);
  }

  /** Events are named by these numbers: those given since the backup are not given again. */
  private static void skipNumbers(Connection tx) {
    for (String table : List.of("attempt", "dead_letter")) {
      Sql.one(
          tx,
          row -> row.getLong(1),
          """
          select setval(sequence, nextval(sequence) + ?)
          from (select pg_get_serial_sequence(?, 'id')::regclass as sequence) s
          """,
          SKIPPED,
          table);
    }
  }
}
