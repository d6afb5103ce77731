package io.plumbline.engine.intake;

import io.plumbline.engine.kafka.KafkaClients;
import io.plumbline.engine.kafka.Topics;
import io.plumbline.engine.publish.Outbox;
import io.plumbline.engine.secrecy.InboxKeys;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

/** The inbox as a Kafka topic. */
@Singleton
public class KafkaInbox implements Inbox, AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final InboxKeys keys;

  @Inject
  KafkaInbox(KafkaClients clients, Topics topics, InboxKeys keys, IntakeConfig config) {
    this(clients, topics.inbox(), keys, config.acknowledgeWithin());
  }

  public KafkaInbox(KafkaClients clients, String topic, InboxKeys keys, Duration giveUp) {
    this.producer = clients.producer(giveUp);
    this.topic = topic;
    this.keys = keys;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, without a thread
  public CompletionStage<Void> put(Arrived arrived) {
    var acknowledged = new CompletableFuture<Void>();
    try {
      producer.send(
          Envelope.seal(topic, arrived, keys, Outbox.currentTrace()),
          (metadata, failure) -> {
            if (failure == null) {
              acknowledged.complete(null);
            } else {
              acknowledged.completeExceptionally(failure);
            }
          });
    } catch (KafkaException e) {
      acknowledged.completeExceptionally(e);
    }
    return acknowledged;
  }

  @Override
  @PreDestroy
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
