package io.plumbline.engine.apply;

import io.plumbline.engine.kafka.KafkaClients;
import java.time.Duration;

/** One replica of a service at work on an inbox, until it is closed. */
final class ApplyingReplica implements AutoCloseable {

  private final ApplyLoop loop;
  private final Thread thread;

  ApplyingReplica(ApplyWorld world, KafkaClients clients, String topic) {
    loop =
        new ApplyLoop(
            () -> clients.consumer("apply-" + topic, 200),
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
