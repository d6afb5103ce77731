package io.plumbline.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  @TempDir Path directory;

  @Test
  void acknowledgedRecordsSurviveSigkill() throws Exception {
    int port = Ports.free();
    var crashed = EmbeddedKafka.start(directory, port);
    createTopic(crashed, "kept");
    send(crashed, "kept", "still here");

    crashed.kill();

    try (var restarted = EmbeddedKafka.start(directory, port)) {
      assertThat(read(restarted, "kept")).containsExactly("still here");
    }
  }

  @Test
  void stopsABrokerThatStillHoldsTheLog() throws Exception {
    var forgotten = EmbeddedKafka.start(directory, Ports.free());

    try (var successor = EmbeddedKafka.start(directory, Ports.free())) {
      assertThat(forgotten.process().alive()).isFalse();
      createTopic(successor, "works");
    }
  }

  @Test
  void createsNoTopicByItself() {
    try (var broker = EmbeddedKafka.startTemporary();
        var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      var topics = admin.describeTopics(List.of("unknown")).allTopicNames();

      assertThatThrownBy(topics::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  private static void createTopic(EmbeddedKafka broker, String name) throws Exception {
    try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }
  }

  private static void send(EmbeddedKafka broker, String topic, String value) throws Exception {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, "key", value)).get();
    }
  }

  private static List<String> read(EmbeddedKafka broker, String topic) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            broker.bootstrapServers(),
            "group.id",
            "reader",
            "auto.offset.reset",
            "earliest");
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      var values = new java.util.ArrayList<String>();
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      while (values.isEmpty() && System.nanoTime() < deadline) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
      }
      return values;
    }
  }
}
