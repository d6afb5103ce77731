package io.plumbline.embedded.launch;

import io.plumbline.embedded.Child;
import io.plumbline.embedded.EmbeddedKafka;

/** The Kafka broker. */
record BrokerPart(EmbeddedKafka kafka) implements Part {

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public int port() {
    return kafka.port();
  }

  @Override
  public Child spawn() {
    return kafka.spawn();
  }

  @Override
  public void awaitReady(Child child) {
    kafka.awaitReady(child);
  }
}
