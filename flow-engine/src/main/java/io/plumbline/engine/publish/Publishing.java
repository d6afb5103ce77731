package io.plumbline.engine.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** Starts and stops the publisher and the watermarks of this replica. */
@Singleton
public class Publishing {

  /** Who asks how things stand asks above all when something stands still. */
  private static final Duration GLANCE = Duration.ofSeconds(2);

  private final Publisher publisher;
  private final WatermarkLoop watermarks;
  private final KafkaProducer<String, byte[]> producer;
  private final Admin admin;
  private final String inbox;
  private final Transactions transactions;
  private volatile List<Thread> threads = List.of();

  Publishing(
      DataSource database,
      KafkaClients clients,
      Topics topics,
      Flow flow,
      Connections connections,
      PublishConfig config,
      MeterRegistry meters,
      Clock clock) {
    LastHeard.check(connections.all(), topics.inboxRetention());
    producer = clients.producer(config.acknowledgeWithin());
    admin = clients.admin();
    inbox = topics.inbox();
    transactions = new Transactions(database);
    publisher = new Publisher(database, producer, topics.changes(), flow.name(), config, meters);
    watermarks =
        new WatermarkLoop(
            database,
            producer,
            admin,
            new WatermarkLoop.Names(flow.name(), topics.inbox(), topics.changes()),
            () -> new Watermarks(connections.all()),
            clock,
            config.watermark());
  }

  public void start() {
    threads =
        List.of(
            Thread.ofPlatform().name("publish").start(publisher),
            Thread.ofPlatform().name("watermarks").start(watermarks));
  }

  /** Per connection, up to when everything was published; empty where another replica leads. */
  public Map<String, Instant> watermarks() {
    return watermarks.reached();
  }

  /**
   * How many records of the inbox are still to be applied.
   *
   * @throws KafkaException where the broker does not say so while somebody may wait for it
   */
  public long inboxLag() {
    // The broker may take its time, so it is asked before a connection is taken from the pool.
    Map<Integer, Long> ends = new InboxEnds(admin, inbox, GLANCE).read();
    Map<Integer, Long> applied = new HashMap<>();
    transactions.run(tx ->
        Sql.all(
            tx,
            row -> applied.put(row.getInt("partition"), row.getLong("next_offset")),
            "select partition, next_offset from applied_offset where topic = ?",
            inbox));
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - applied.getOrDefault(end.getKey(), 0L)))
        .sum();
  }

  /** Whether both loops' threads live; before the start there are none to miss. */
  public boolean alive() {
    return threads.stream().allMatch(Thread::isAlive);
  }

  @PreDestroy
  void stop() throws InterruptedException {
    publisher.stop();
    watermarks.stop();
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(10));
    }
    producer.close(Duration.ofSeconds(5));
    admin.close(Duration.ofSeconds(5));
  }
}
