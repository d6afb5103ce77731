package io.plumbline.engine.publish;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.Producer;

/** The publisher of one replica of a service, running until it is closed. */
public final class PublishingReplica implements AutoCloseable {

  private final Publisher publisher;
  private final Thread thread;

  public PublishingReplica(DataSource database, Producer<String, byte[]> producer, String topic) {
    publisher =
        new Publisher(database, producer, topic, "test", new Eager(), new SimpleMeterRegistry());
    thread = Thread.ofPlatform().name("publisher").start(publisher);
  }

  @Override
  public void close() {
    publisher.stop();
    try {
      if (!thread.join(Duration.ofSeconds(60))) {
        throw new IllegalStateException("the publisher did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Small batches and quick looks, so that little data makes many rounds. */
  private record Eager() implements PublishConfig {
    @Override
    public Duration look() {
      return Duration.ofMillis(5);
    }

    @Override
    public int batch() {
      return 7;
    }

    @Override
    public Duration claim() {
      return Duration.ofMillis(50);
    }

    @Override
    public Duration watermark() {
      return Duration.ofMillis(200);
    }

    @Override
    public Duration acknowledgeWithin() {
      return Duration.ofSeconds(30);
    }
  }
}
