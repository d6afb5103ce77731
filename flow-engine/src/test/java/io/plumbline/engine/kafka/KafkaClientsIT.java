package io.plumbline.engine.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

/** What a real broker is asked about its topics. */
class KafkaClientsIT {

  private final KafkaClients clients = TestBroker.clients();
  private final String topic = "test." + UUID.randomUUID();

  /** Mechanism: a broker that does not know the topic yet is asked again. */
  @Test
  void waitsForATopicThatIsStillBeingMade() {
    var later = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);
    var making = CompletableFuture.runAsync(() -> TestBroker.create(topic, 1), later);

    String id = clients.topicId(topic, Duration.ofSeconds(60));

    making.join();
    assertThat(id).isEqualTo(clients.topicId(topic));
  }

  /** Mechanism: it is asked for no longer than there is patience. */
  @Test
  void saysThatThereIsNoSuchTopic() {
    assertThatThrownBy(() -> clients.topicId(topic, Duration.ofSeconds(5)))
        .isInstanceOf(KafkaException.class)
        .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }
}
