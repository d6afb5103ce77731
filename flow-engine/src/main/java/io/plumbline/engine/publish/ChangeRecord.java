package io.plumbline.engine.publish;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** An event as it travels: CloudEvents 1.0, binary mode. */
final class ChangeRecord {

  private ChangeRecord() {}

  static ProducerRecord<String, byte[]> of(String topic, String flow, OutboxRow row) {
    var record =
        new ProducerRecord<>(topic, row.key(), row.payload().getBytes(StandardCharsets.UTF_8));
    headers(
        record.headers(),
        row.eventId(),
        "/connections/" + row.source(),
        "io.plumbline." + flow + "." + row.type() + ".v1",
        row.occurredAt());
    put(record.headers(), "ce_subject", row.key());
    if (row.trace() != null) {
      put(record.headers(), "traceparent", row.trace());
    }
    if (row.retold() != null) {
      put(record.headers(), "ce_retold", row.retold());
    }
    return record;
  }

  static ProducerRecord<String, byte[]> watermark(
      String topic, int partition, String flow, Instant now, byte[] value) {
    var record = new ProducerRecord<String, byte[]>(topic, partition, null, value);
    headers(
        record.headers(),
        "watermark-" + partition + "-" + now.toEpochMilli(),
        "/flows/" + flow,
        "io.plumbline." + flow + ".watermark.v1",
        now);
    return record;
  }

  private static void headers(
      Headers headers, String id, String source, String type, Instant time) {
    put(headers, "ce_specversion", "1.0");
    put(headers, "ce_id", id);
    put(headers, "ce_source", source);
    put(headers, "ce_type", type);
    put(headers, "ce_time", time.toString());
    put(headers, "content-type", "application/json");
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** A row of the outbox. */
  record OutboxRow(
      long id,
      String key,
      String eventId,
      String type,
      String source,
      Instant occurredAt,
      String payload,
      @Nullable String trace,
      @Nullable String retold) {}
}
