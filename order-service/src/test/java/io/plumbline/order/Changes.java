package io.plumbline.order;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** What was published so far. */
final class Changes {

  static final String CHANGES = "plumbline.order.changes";
  static final String INBOX = "plumbline.order.inbox";

  private static final ObjectMapper JSON = new ObjectMapper();

  private Changes() {}

  /**
   * One event, with its place in the topic.
   *
   * @param time of the event, not of its publication
   * @param retold of what is told again, whether more of its entity's history follows
   */
  record Change(
      int partition,
      long offset,
      @Nullable String key,
      String id,
      String type,
      String source,
      String time,
      @Nullable String retold,
      JsonNode value) {

    boolean is(String what) {
      return type.equals("io.plumbline.order." + what + ".v1");
    }

    boolean says(String field, String expected) {
      return value.path(field).asText().equals(expected);
    }

    /** All of it that consumers may rely on. */
    String told() {
      return "%s %s %s %s %s %s".formatted(key, id, type, source, time, value);
    }
  }

  /** Every event there is, by partition and offset, watermarks left out. */
  static List<Change> all() {
    return withWatermarks().stream().filter(change -> !change.is("watermark")).toList();
  }

  static List<Change> withWatermarks() {
    return records(CHANGES).stream().map(Changes::change).toList();
  }

  /** Everything in the topic up to now. */
  static List<ConsumerRecord<String, byte[]>> records(String topic) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    var servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
    }
    return records;
  }

  private static Change change(ConsumerRecord<String, byte[]> record) {
    try {
      return new Change(
          record.partition(),
          record.offset(),
          record.key(),
          header(record, "ce_id"),
          header(record, "ce_type"),
          header(record, "ce_source"),
          header(record, "ce_time"),
          record.headers().lastHeader("ce_retold") == null ? null : header(record, "ce_retold"),
          JSON.readTree(record.value()));
    } catch (IOException e) {
      throw new AssertionError("no JSON at " + record.topic() + " " + record.offset(), e);
    }
  }

  private static String header(ConsumerRecord<String, byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
