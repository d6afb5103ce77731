package io.plumbline.engine.apply;

import io.plumbline.engine.sql.Trouble;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Works through the inbox in partition order.
 *
 * <p>Trouble is waited out in place, with the partitions paused and the group kept; only a record
 * that fails alone and for a reason of its own is put away.
 */
final class ApplyLoop implements Runnable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** What fails at once is not tried in a circle. */
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final Supplier<KafkaConsumer<String, byte[]>> open;
  private final Function<KafkaConsumer<String, byte[]>, InboxPlaces> resume;
  private final String topic;
  private final Unpack unpack;
  private final ApplyBatch applying;
  private final Duration longestBackoff;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean stopped;
  private volatile @org.jspecify.annotations.Nullable KafkaConsumer<String, byte[]> current;

  ApplyLoop(
      Supplier<KafkaConsumer<String, byte[]>> open,
      Function<KafkaConsumer<String, byte[]>, InboxPlaces> resume,
      String topic,
      Unpack unpack,
      ApplyBatch applying,
      Duration longestBackoff) {
    this.open = open;
    this.resume = resume;
    this.topic = topic;
    this.unpack = unpack;
    this.applying = applying;
    this.longestBackoff = longestBackoff;
  }

  void stop() {
    stopped = true;
    ended.countDown();
    var consumer = current;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public void run() {
    while (!stopped) {
      try (KafkaConsumer<String, byte[]> consumer = open.get()) {
        current = consumer;
        InboxPlaces places = resume.apply(consumer);
        consumer.subscribe(List.of(topic), places);
        while (!stopped) {
          places.find();
          work(new Reader(consumer, places), consumer.poll(POLL));
        }
      } catch (WakeupException e) {
        Log.debug("apply stops");
      } catch (KafkaException e) {
        Log.warnf(e, "apply lost its consumer and opens another: topic=%s", topic);
        rest();
      } catch (RuntimeException e) {
        // Outermost: without its thread nothing is applied any more, and nobody is told.
        Log.errorf(e, "apply failed and begins anew: topic=%s", topic);
        rest();
      }
    }
  }

  private void rest() {
    try {
      ended.await(AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopped = true;
      Thread.currentThread().interrupt();
    }
  }

  /** A consumer with its places in the inbox. */
  private record Reader(KafkaConsumer<String, byte[]> consumer, InboxPlaces places) {}

  private void work(Reader reader, ConsumerRecords<String, byte[]> polled) {
    if (polled.isEmpty()) {
      return;
    }
    List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
    polled.forEach(records::add);
    try {
      if (!together(reader, records)) {
        records.forEach(record -> alone(reader, record));
      }
    } catch (PlaceForgotten e) {
      Log.warnf("a batch is put back: %s", e.getMessage());
      reader.places().lost(polled.partitions());
      return;
    }
    reader
        .consumer()
        .commitAsync((offsets, failure) -> {
          if (failure != null) {
            Log.debugf(
                "offsets not committed, the next commit covers them: %s", failure.getMessage());
          }
        });
  }

  /** Applies the batch as one, waiting out trouble; false where one of its records is at fault. */
  private boolean together(Reader reader, List<ConsumerRecord<String, byte[]>> records) {
    Duration backoff = FIRST_BACKOFF;
    while (true) {
      try {
        applying.apply(records.stream().map(unpack::unpack).toList(), reader.places().applied());
        reader.places().applied(records);
        return true;
      } catch (PlaceForgotten e) {
        throw e;
      } catch (RuntimeException e) {
        if (!passes(e)) {
          Log.warnf(
              "a batch is applied record by record: records=%d cause=%s",
              records.size(), e.getClass().getName());
          return false;
        }
        backoff = waitOut(reader, e, backoff);
        records.removeIf(record -> !owns(reader, record));
        if (records.isEmpty()) {
          return true;
        }
      }
    }
  }

  private void alone(Reader reader, ConsumerRecord<String, byte[]> record) {
    Duration backoff = FIRST_BACKOFF;
    boolean poison = false;
    while (owns(reader, record)) {
      try {
        Unpacked unpacked = unpack.unpack(record);
        applying.apply(List.of(poison ? asPoison(unpacked) : unpacked), reader.places().applied());
        reader.places().applied(List.of(record));
        return;
      } catch (PlaceForgotten e) {
        throw e;
      } catch (RuntimeException e) {
        if (passes(e)) {
          backoff = waitOut(reader, e, backoff);
        } else if (poison) {
          Log.errorf(
              e,
              "a dead letter could not be kept: topic=%s partition=%d offset=%d",
              record.topic(),
              record.partition(),
              record.offset());
          backoff = waitOut(reader, e, backoff);
        } else {
          Log.errorf(
              e,
              "a record failed alone and becomes a dead letter: topic=%s partition=%d offset=%d",
              record.topic(),
              record.partition(),
              record.offset());
          poison = true;
        }
      }
    }
  }

  private static Unpacked asPoison(Unpacked unpacked) {
    return switch (unpacked) {
      case Unpacked.Poison poison -> poison;
      case Unpacked.Usable usable ->
          new Unpacked.Poison(
              usable.source(),
              usable.connection(),
              usable.arrived(),
              "failed",
              "expected a record that applies, found one that fails by itself; the log names its place in the inbox",
              usable.arrived().body());
    };
  }

  private static boolean passes(RuntimeException e) {
    return e instanceof RaceLost || Trouble.in(e);
  }

  /** Stays in the group while it waits: polls with everything paused. */
  private Duration waitOut(Reader reader, RuntimeException trouble, Duration backoff) {
    if (trouble instanceof RaceLost) {
      return backoff;
    }
    Log.warnf("apply waits %d ms and tries again: %s", backoff.toMillis(), trouble.getMessage());
    KafkaConsumer<String, byte[]> consumer = reader.consumer();
    consumer.pause(consumer.assignment());
    Map<TopicPartition, Long> back = new HashMap<>();
    // A partition that was assigned meanwhile is not paused; what it gives is fetched again.
    consumer
        .poll(backoff)
        .forEach(record ->
            back.merge(
                new TopicPartition(record.topic(), record.partition()),
                record.offset(),
                Math::min));
    back.forEach(consumer::seek);
    consumer.resume(reader.places().known());
    Duration twice = backoff.multipliedBy(2);
    return twice.compareTo(longestBackoff) < 0 ? twice : longestBackoff;
  }

  /** Of a partition that came back meanwhile, and whose place is not found yet, nothing is ours. */
  private static boolean owns(Reader reader, ConsumerRecord<String, byte[]> record) {
    return reader.places().known().contains(new TopicPartition(record.topic(), record.partition()));
  }
}
