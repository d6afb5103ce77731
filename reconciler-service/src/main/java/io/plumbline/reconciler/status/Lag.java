package io.plumbline.reconciler.status;

import io.plumbline.reconciler.ledger.LedgerFeed;
import io.plumbline.reconciler.topology.TopicNames;
import io.plumbline.reconciler.topology.Topics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;

/**
 * How many records have waited longer than a moment for the topology or the ledger. Watermarks
 * never stop, so the end of a topic is always just ahead; what counts is whether the end of a
 * moment ago has been reached.
 */
@ApplicationScoped
class Lag {
  private static final Duration MOMENT = Duration.ofMillis(500);
  private static final long EVERY_MILLIS = 250;
  private static final List<String> TOPICS =
      List.of(
          TopicNames.CHANGES,
          TopicNames.CLAIMS,
          TopicNames.ANSWERS,
          TopicNames.FINDINGS,
          TopicNames.DISCREPANCIES,
          TopicNames.CONTROL_ENTRIES,
          TopicNames.STATUS,
          TopicNames.DEAD_LETTERS);

  private static final Set<String> READ_HERE =
      Set.of(TopicNames.CHANGES, TopicNames.CLAIMS, TopicNames.ANSWERS);

  private final Map<String, Object> kafka;
  private final Clock clock;
  private final StreamsGroup group;
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lag").factory());
  private final Deque<Ends> ends = new ArrayDeque<>();
  // Nothing is known to be done before the first look.
  private volatile long topology = 1;
  private volatile long ledger = 1;

  Lag(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      Clock clock,
      StreamsGroup group) {
    this.kafka = kafka;
    this.clock = clock;
    this.group = group;
  }

  /** Where the topics ended at one time. */
  private record Ends(Instant at, Map<TopicPartition, Long> offsets) {}

  void start(@Observes StartupEvent event, Topics topics) {
    topics.cluster(); // the first call of the bean creates the topics
    Admin admin = Admin.create(kafka);
    // Nobody waits for a sampler; it catches what it throws.
    Future<?> _ =
        sampler.scheduleWithFixedDelay(
            () -> sample(admin), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    sampler.shutdownNow();
  }

  long records() {
    return topology + ledger;
  }

  /** What waits for the topology. */
  long topology() {
    return topology;
  }

  /** What the topology wrote and the ledger does not hold yet. */
  long ledger() {
    return ledger;
  }

  /** The outermost loop: a broker that does not answer now is asked again. */
  private void sample(Admin admin) {
    try {
      Instant now = Instant.now(clock);
      ends.addLast(new Ends(now, ends(admin)));
      Instant before = now.minus(MOMENT);
      while (ends.size() > 1 && !second().at().isAfter(before)) {
        ends.removeFirst();
      }
      if (!ends.getFirst().at().isAfter(before)) {
        behind(ends.getFirst().offsets(), committed(admin));
      }
    } catch (ExecutionException | RuntimeException e) {
      Log.debugf("lag unknown for now: %s", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Ends second() {
    return ends.stream().skip(1).findFirst().orElseThrow();
  }

  private void behind(Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
    long changes = 0;
    long others = 0;
    for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
      long behind = Math.max(0, end.getValue() - committed.getOrDefault(end.getKey(), 0L));
      if (READ_HERE.contains(end.getKey().topic())) {
        changes += behind;
      } else {
        others += behind;
      }
    }
    topology = changes;
    ledger = others;
  }

  private static Map<TopicPartition, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    admin
        .describeTopics(TOPICS)
        .allTopicNames()
        .get()
        .forEach((name, topic) -> {
          for (TopicPartitionInfo partition : topic.partitions()) {
            wanted.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest());
          }
        });
    Map<TopicPartition, Long> offsets = new HashMap<>();
    admin
        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
        .all()
        .get()
        .forEach((partition, end) -> offsets.put(partition, end.offset()));
    return offsets;
  }

  private Map<TopicPartition, Long> committed(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (String name : List.of(group.id(), LedgerFeed.GROUP)) {
      KafkaFuture<Map<TopicPartition, org.apache.kafka.clients.consumer.OffsetAndMetadata>> future =
          admin.listConsumerGroupOffsets(name).partitionsToOffsetAndMetadata();
      future
          .get()
          .forEach((partition, offset) -> {
            if (offset != null) {
              offsets.put(partition, offset.offset());
            }
          });
    }
    return offsets;
  }
}
