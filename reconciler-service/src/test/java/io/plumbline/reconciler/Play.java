package io.plumbline.reconciler;

import static io.plumbline.reconciler.Events.SHOP;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;

import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.restassured.RestAssured;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** One order's story on a real broker, on a day of its own, read back by REST. */
public final class Play implements AutoCloseable {
  public static final Duration LONG = Duration.ofSeconds(60);

  /** Every story plays later than all before it: watermarks never go back. */
  private static Instant day = Instant.parse("2024-03-01T09:00:00Z");

  private final KafkaProducer<String, byte[]> producer;
  private final String key = SHOP + ":" + UUID.randomUUID();
  private final Instant start = nextDay();

  public Play(Map<String, Object> kafka) {
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
  }

  /** Where the service under test listens. */
  public static URI service() {
    return URI.create("http://127.0.0.1:" + RestAssured.port);
  }

  private static Instant nextDay() {
    day = day.plus(Duration.ofDays(1));
    return day;
  }

  public String key() {
    return key;
  }

  public Instant start() {
    return start;
  }

  public Event sold() {
    return Order.at(SHOP, key, key, start).observed();
  }

  public Order booked(Instant at) {
    return Order.at(Events.ERP, key, "e" + key, at);
  }

  public void publish(Event... events) {
    for (Event event : events) {
      send(event.to(null));
    }
    producer.flush();
  }

  /** The flush that follows waits for the acknowledgement. */
  public void send(ProducerRecord<String, byte[]> record) {
    Future<?> _ = producer.send(record);
  }

  /** Moves the clock of every partition in steps that no outage makes. */
  public void passTime(Instant until) {
    int partitions = producer.partitionsFor(Events.CHANGES).size();
    for (Instant at = start.minusSeconds(2); !at.isAfter(until); at = at.plusSeconds(1)) {
      for (int partition = 0; partition < partitions; partition++) {
        send(Events.watermark(at, Map.of(SHOP, at, Events.ERP, at, Events.WMS, at)).to(partition));
      }
    }
    producer.flush();
  }

  /** An order that never reached the ERP, found; the id of the finding. */
  public String drift() {
    publish(sold());
    passTime(start.plusSeconds(60));
    return awaitFinding();
  }

  public String awaitFinding() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> given().get("/api/findings?key=" + key).then().body("items", hasSize(1)));
    return given().get("/api/findings?key=" + key).path("items[0].id");
  }

  @Override
  public void close() {
    producer.close();
  }
}
