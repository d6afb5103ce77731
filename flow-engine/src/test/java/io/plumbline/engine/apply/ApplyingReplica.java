package io.plumbline.engine.apply;

import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.sql.Transactions;
import java.time.Duration;

/** One replica of a service at work on an inbox, until it is closed. */
final class ApplyingReplica implements AutoCloseable {

  private final ApplyLoop loop;
  private final Thread thread;

  ApplyingReplica(ApplyWorld world, KafkaClients clients, String topic) {
    this(world, clients, topic, world.transactions());
  }

  /** One that learns by those transactions where it was. */
  ApplyingReplica(ApplyWorld world, KafkaClients clients, String topic, Transactions transactions) {
    loop =
        new ApplyLoop(
            () -> clients.consumer("apply-" + topic, 200),
            consumer ->
                new InboxPlaces(consumer, () -> clients.topicId(topic), transactions, world.clock),
            topic,
            new Unpack(world.connections, world.inboxKeys),
            world.applying,
            Duration.ofMillis(500));
    thread = Thread.ofPlatform().name("apply").start(loop);
  }

  @Override
  public void close() {
    loop.stop();
    try {
      if (!thread.join(Duration.ofSeconds(60))) {
        throw new IllegalStateException("apply did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
