package io.plumbline.engine.intake;

import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.secrecy.InboxKeys;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** How an arrival travels: its body encrypted under the day's key, what it is about in headers. */
public final class Envelope {

  public static final String TRACE = "traceparent";

  private static final String CONNECTION = "pl_connection";
  private static final String TOPIC = "pl_topic";
  private static final String DEDUPE = "pl_dedupe";
  private static final String EXTERNAL_ID = "pl_external_id";
  private static final String VIA = "pl_via";
  private static final String SEQUENCE = "pl_sequence";
  private static final String SOURCE_TIME = "pl_source_time";
  private static final String READ_AT = "pl_read_at";
  private static final String KEY_DAY = "pl_key_day";

  private Envelope() {}

  static ProducerRecord<String, byte[]> seal(
      String topic, Arrived arrived, InboxKeys keys, @Nullable String trace) {
    LocalDate day = keys.today();
    String key = arrived.connection() + "/" + arrived.externalId();
    var record =
        new ProducerRecord<>(
            topic, key, keys.seal(day, arrived.body(), context(arrived.connection())));
    Headers headers = record.headers();
    put(headers, CONNECTION, arrived.connection());
    put(headers, TOPIC, arrived.topic());
    put(headers, DEDUPE, arrived.dedupeKey());
    put(headers, EXTERNAL_ID, arrived.externalId());
    put(headers, VIA, arrived.via().name());
    put(headers, SEQUENCE, String.valueOf(arrived.sequence()));
    put(headers, KEY_DAY, day.toString());
    if (arrived.sourceTime() != null) {
      put(headers, SOURCE_TIME, arrived.sourceTime().toString());
    }
    if (arrived.readAt() != null) {
      put(headers, READ_AT, arrived.readAt().toString());
    }
    if (trace != null) {
      put(headers, TRACE, trace);
    }
    return record;
  }

  /**
   * Takes an arrival out of its record.
   *
   * @throws Unusable where the headers are not of this engine's making
   */
  public static Arrived open(ConsumerRecord<String, byte[]> record, InboxKeys keys)
      throws Unusable {
    Headers headers = record.headers();
    try {
      String connection = required(headers, CONNECTION);
      return new Arrived(
          connection,
          required(headers, TOPIC),
          required(headers, DEDUPE),
          required(headers, EXTERNAL_ID),
          Via.valueOf(required(headers, VIA)),
          Integer.parseInt(required(headers, SEQUENCE)),
          text(headers, SOURCE_TIME).map(Instant::parse).orElse(null),
          text(headers, READ_AT).map(Instant::parse).orElse(null),
          keys.open(
              LocalDate.parse(required(headers, KEY_DAY)), record.value(), context(connection)));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Unusable("expected an inbox record with its headers, found " + e.getMessage(), e);
    }
  }

  public static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }

  /** The connection a record says it came from, even where nothing else of it can be read. */
  public static String connection(ConsumerRecord<String, byte[]> record) {
    return text(record.headers(), CONNECTION).map(Text::name).orElse("unknown");
  }

  private static String required(Headers headers, String name) throws Unusable {
    return text(headers, name)
        .orElseThrow(() -> new Unusable("expected the header %s, found none".formatted(name)));
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private static String context(String connection) {
    return "inbox/" + connection;
  }
}
