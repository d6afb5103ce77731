package io.plumbline.bench.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Orders of a shop as three systems tell them, in the shape of the published contract: the ERP
 * follows the shop after {@value #BEHIND} other orders, the warehouse after as many again.
 */
@SuppressWarnings("InlineFormatString") // a payload apart reads better than one inside the code
final class ChangeLog implements AutoCloseable {

  static final String TOPIC = "plumbline.order.changes";
  static final int PARTITIONS = 4;

  private static final int BEHIND = 50;

  /** One order each; the log's own time, so that every run writes the same. */
  private static final Duration STEP = Duration.ofMillis(10);

  private static final Instant BEGINNING = Instant.parse("2026-11-20T08:00:00Z");

  private static final String ORDER =
      """
      {"flow":"order","key":"shop:%1$d","connection":"%2$s","role":"%3$s","externalId":"%4$s","version":%5$d,\
      "occurredAt":"%6$s","observedAt":"%6$s","deleted":false,"mode":"live","facets":{"commercial":{"status":"open",\
      "channel":"web","number":"%1$d","currency":"GBP","placedAt":"2026-11-20T08:00:00Z","total":"139.12","subtotal":"110.93",\
      "tax":"23.19","taxesIncluded":false,"discount":"5.00","shipping":"5.00","lines":{\
      "%1$d1":{"sku":"85123A","quantity":"6","unitPrice":"2.55","discount":"0.00","tax":"3.06","reference":"%1$d1"},\
      "%1$d2":{"sku":"22423","quantity":"8","unitPrice":"12.5788","discount":"5.00","tax":"20.13","reference":"%1$d2"}}},\
      "fulfilment":{"status":"unfulfilled"}},\
      "evidence":{"event":"observed:%2$s:%4$s:%5$d","via":"webhook","inbox":"plumbline.order.inbox/0/%1$d","mapping":"bench@1"}}\
      """;

  private final KafkaProducer<String, byte[]> producer;
  private long written;

  ChangeLog(String brokers) {
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", brokers, "linger.ms", 20, "batch.size", 131_072),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Writes so many orders, and returns how many records they make. */
  long write(int orders) {
    for (int step = 0; step < orders + (Teller.values().length - 1) * BEHIND; step++) {
      Instant at = BEGINNING.plus(STEP.multipliedBy(step));
      for (Teller teller : Teller.values()) {
        int order = step - teller.turn() * BEHIND;
        if (order >= 0 && order < orders) {
          tell(order, teller, at);
        }
      }
      if (step % 20 == 0) { // every 200 ms of its time
        watermarks(at);
      }
    }
    producer.flush();
    return written;
  }

  /** The systems, in the order in which they tell of an order. */
  enum Teller {
    STOREFRONT("shop", 0),
    ERP("netsuite", 1),
    WMS("shiphero", 2);

    private final String connection;
    private final int turn;

    Teller(String connection, int turn) {
      this.connection = connection;
      this.turn = turn;
    }

    /** How many tell of an order before it does. */
    int turn() {
      return turn;
    }
  }

  /** One system's word on one order. */
  void tell(long order, Teller teller, Instant at) {
    String id = teller.connection + "-" + order;
    long version = at.toEpochMilli() * 1_000;
    String value = ORDER.formatted(order, teller.connection, teller.name(), id, version, at);
    var record = new ProducerRecord<>(TOPIC, "shop:" + order, value.getBytes(UTF_8));
    headers(record.headers(), "observed:" + id + ":" + version, "observed", at);
    send(record);
  }

  /** That everything up to then has been told. */
  void watermarks(Instant at) {
    String value =
        """
        {"flow":"order","publishedAt":"%1$s","connections":{"shop":"%1$s","netsuite":"%1$s","shiphero":"%1$s"}}\
        """
            .formatted(at);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      var record =
          new ProducerRecord<String, byte[]>(TOPIC, partition, null, value.getBytes(UTF_8));
      headers(record.headers(), "watermark-" + partition + "-" + at, "watermark", at);
      send(record);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // flush waits for all of them
  private void send(ProducerRecord<String, byte[]> record) {
    producer.send(record);
    written++;
  }

  private static void headers(Headers headers, String id, String type, Instant at) {
    headers.add("ce_specversion", "1.0".getBytes(UTF_8));
    headers.add("ce_id", id.getBytes(UTF_8));
    headers.add("ce_source", "/connections/bench".getBytes(UTF_8));
    headers.add("ce_type", ("io.plumbline.order." + type + ".v1").getBytes(UTF_8));
    headers.add("ce_time", at.toString().getBytes(UTF_8));
    headers.add("content-type", "application/json".getBytes(UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
