package io.plumbline.engine.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What our consumers run with. */
class KafkaClientsTest {

  /** Mechanism: the default of ours under Kafka's 45 s. */
  @Test
  void leavesWhatAKilledProcessHeldToOthersWithinTenSeconds() {
    var settings = new KafkaClients(Map.of()).ofConsumer("order", 500);

    assertThat(settings).containsEntry("session.timeout.ms", 10_000);
  }

  /** Mechanism: what is configured stands. */
  @Test
  void keepsTheSessionTimeoutThatIsConfigured() {
    var clients = new KafkaClients(Map.of("session.timeout.ms", "30000"));

    assertThat(clients.ofConsumer("order", 500)).containsEntry("session.timeout.ms", "30000");
  }
}
