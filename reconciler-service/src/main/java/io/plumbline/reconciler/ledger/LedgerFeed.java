package io.plumbline.reconciler.ledger;

import static org.apache.kafka.clients.consumer.ConsumerConfig.AUTO_OFFSET_RESET_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.GROUP_ID_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.ISOLATION_LEVEL_CONFIG;
import static org.apache.kafka.clients.consumer.ConsumerConfig.MAX_POLL_RECORDS_CONFIG;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.reconciler.topology.TopicNames;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Carries the topology's topics into the ledger. A consumer of its own, and not a channel, since
 * its committed position must pass the markers of transactions: else the lag would never be zero.
 */
@ApplicationScoped
public class LedgerFeed {
  public static final String GROUP = "plumbline-ledger";
  private static final int AFTER_TOPICS = 20;

  private final LedgerIntake ledger;
  private final DetectionLatency latency;
  private final Clock clock;
  private final Map<String, Object> kafka;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().name("ledger-feed").unstarted(this::run);
  private volatile Instant progressedAt;

  LedgerFeed(
      LedgerIntake ledger,
      DetectionLatency latency,
      Clock clock,
      MeterRegistry meters,
      @Identifier("default-kafka-broker") Map<String, Object> kafka) {
    this.ledger = ledger;
    this.latency = latency;
    this.clock = clock;
    this.progressedAt = Instant.now(clock);
    Gauge.builder("plumbline.ledger.standstill", () -> standstill().toMillis() / 1000.0)
        .description("How long the ledger has failed to take what there is to take")
        .baseUnit("seconds")
        .register(meters);
    this.kafka = new HashMap<>(kafka);
    this.kafka.put(GROUP_ID_CONFIG, GROUP);
    this.kafka.put(ISOLATION_LEVEL_CONFIG, "read_committed");
    this.kafka.put(AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.kafka.put(ENABLE_AUTO_COMMIT_CONFIG, false);
    this.kafka.put(MAX_POLL_RECORDS_CONFIG, 2_000);
  }

  void start(@Observes @Priority(AFTER_TOPICS) StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping.countDown();
    thread.join(Duration.ofSeconds(5));
  }

  public boolean alive() {
    return thread.isAlive();
  }

  /** Since when every attempt has failed; next to nothing while the feed works or waits. */
  private Duration standstill() {
    return Duration.between(progressedAt, Instant.now(clock));
  }

  private void run() {
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      LedgerReader reader = new LedgerReader(consumer, ledger, new TopicIds(kafka)::of);
      reader.subscribe(
          List.of(
              TopicNames.FINDINGS,
              TopicNames.DISCREPANCIES,
              TopicNames.CONTROL_ENTRIES,
              TopicNames.STATUS,
              TopicNames.DEAD_LETTERS));
      while (stopping.getCount() > 0) {
        turn(reader);
      }
    } catch (InterruptedException | WakeupException e) {
      Log.infof("ledger feed stops: %s", e.getClass().getSimpleName());
    }
  }

  /** The outermost loop: whatever fails is tried again from where the ledger is. */
  private void turn(LedgerReader reader) throws InterruptedException {
    try {
      latency.of(reader.turn());
      progressedAt = Instant.now(clock);
    } catch (Exception e) {
      Log.warn("ledger feed could not write, will try again", e);
      boolean stop = stopping.await(1, TimeUnit.SECONDS);
      Log.debugf("ledger feed goes on: %s", !stop);
    }
  }
}
