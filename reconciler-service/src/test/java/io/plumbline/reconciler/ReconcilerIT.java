package io.plumbline.reconciler;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in, findings out by REST, over a real broker and database. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class ReconcilerIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  /** Every test plays on a day of its own, later than all before it: watermarks never go back. */
  private static Instant day = Instant.parse("2026-12-01T09:00:00Z");

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  private KafkaProducer<String, byte[]> producer;
  private String key;
  private Instant start;

  @BeforeEach
  void connect() {
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    key = SHOP + ":" + UUID.randomUUID();
    start = day;
    day = day.plus(Duration.ofDays(1));
  }

  @AfterEach
  void disconnect() {
    producer.close();
  }

  @Test
  void showsAnOrderThatNeverReachedTheErp() {
    publish(sold(start));
    passTime(start.plusSeconds(60));

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            given()
                .get("/api/findings?key=" + key)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("missing"))
                .body("items[0].state", equalTo("open"))
                .body("items[0].connection", equalTo(ERP))
                .body("items[0].verdict.expected", equalTo("present"))
                .body("items[0].verdict.actual", equalTo("absent"))
                .body("items[0].verdict.authority", equalTo(SHOP))
                .body("items[0].cause.family", equalTo("neverAttempted"))
                .body("items[0].exposure.amount", equalTo("100.00"))
                .body("items[0].recordedAt", notNullValue()));
  }

  @Test
  void keepsWhatPeopleDidWhenTheSystemsAgreeAtLast() {
    publish(sold(start));
    passTime(start.plusSeconds(60));
    String id = awaitFinding();
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("by", "ops"))
        .post("/api/findings/" + id + "/acknowledge")
        .then()
        .statusCode(200)
        .body("state", equalTo("acknowledged"));

    publish(Order.at(ERP, key, "48211", start.plusSeconds(90)).observed());

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            given()
                .get("/api/findings/" + id)
                .then()
                .body("state", equalTo("resolved"))
                .body("resolvedAt", equalTo(start.plusSeconds(90).toString()))
                .body("acknowledgedBy", equalTo("ops")));
  }

  @Test
  void namesTheEntityBehindADifferenceOfTheDay() {
    publish(sold(start));
    passTime(start.plusSeconds(60));
    String id = awaitFinding();

    publish(Order.at(ERP, "netsuite:other", "7", start).total("7.00").observed());

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            given()
                .get("/api/control-totals/2026-11-27/differences?currency=GBP")
                .then()
                .statusCode(200)
                .body(
                    "find { it.left == 'netsuite' }.entities.find { it.key == '"
                        + key
                        + "' }.findings",
                    hasItem(id)));
  }

  @Test
  void countsARecordItCannotReadAndGoesOn() {
    send(new ProducerRecord<>(Events.CHANGES, key, "no json".getBytes(UTF_8)));
    publish(sold(start));
    passTime(start.plusSeconds(60));

    awaitFinding();
    given().get("/api/status").then().body("deadLetters", greaterThanOrEqualTo(1));
  }

  @Test
  void settlesWithNothingPendingAndNoLag() {
    publish(sold(start), Order.at(ERP, key, "48211", start.plusSeconds(1)).observed());
    passTime(start.plusSeconds(60));

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            given()
                .get("/api/status")
                .then()
                .body("lag", equalTo(0))
                .body("pendingDeadlines", equalTo(0))
                .body("watermarks.netsuite", greaterThanOrEqualTo(start.toString())));
    given().get("/api/findings?key=" + key).then().body("items", empty());
  }

  @Test
  void refusesWhatItCannotRead() {
    given()
        .get("/api/findings?limit=0")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("detail", notNullValue());
    given().get("/api/findings?cursor=nonsense").then().statusCode(400);
    given().get("/api/findings?state=lost").then().statusCode(400);
    given().get("/api/control-totals?day=yesterday").then().statusCode(400);
    given()
        .get("/api/findings/unknown")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
    given()
        .contentType(ContentType.JSON)
        .body("{\"by\":\"\"}")
        .post("/api/findings/unknown/accept")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
    given()
        .contentType(ContentType.JSON)
        .body("{")
        .post("/api/findings/unknown/accept")
        .then()
        .statusCode(400)
        .contentType("application/problem+json");
  }

  @Test
  void pagesThroughEveryFindingOnce() {
    publish(sold(start));
    passTime(start.plusSeconds(60));
    String id = awaitFinding();

    String cursor = null;
    int seen = 0;
    do {
      var page = given().get("/api/findings?limit=1" + (cursor == null ? "" : "&cursor=" + cursor));
      page.then().statusCode(200).body("items", everyItem(notNullValue()));
      seen += page.path("items[0].id").equals(id) ? 1 : 0;
      cursor = page.path("next");
    } while (cursor != null);

    assertThat(seen).isOne();
  }

  @Test
  void staysReadyWhileBusinessDrifts() {
    publish(sold(start));
    passTime(start.plusSeconds(60));
    awaitFinding();

    given().get("/q/health/group/drift").then().statusCode(503);
    given().get("/q/health/ready").then().statusCode(200);
    given().get("/q/health/live").then().statusCode(200);
    given().get("/q/health/started").then().statusCode(200);
    given()
        .get("/api/summary")
        .then()
        .body("open", greaterThanOrEqualTo(1))
        .body("byKind.missing", greaterThanOrEqualTo(1))
        .body("exposure.GBP", not(nullValue()))
        .body("windows", not(nullValue()));
  }

  private Event sold(Instant at) {
    return Order.at(SHOP, key, "5120", at).observed();
  }

  private String awaitFinding() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () -> given().get("/api/findings?key=" + key).then().body("items", hasSize(1)));
    return given().get("/api/findings?key=" + key).path("items[0].id");
  }

  /** The flush that follows waits for the acknowledgement. */
  private void send(ProducerRecord<String, byte[]> record) {
    Future<?> _ = producer.send(record);
  }

  private void publish(Event... events) {
    for (Event event : events) {
      send(event.to(null));
    }
    producer.flush();
  }

  /** Moves the clock of every partition in steps that no outage makes. */
  private void passTime(Instant until) {
    int partitions = producer.partitionsFor(Events.CHANGES).size();
    for (Instant at = start.minusSeconds(2); !at.isAfter(until); at = at.plusSeconds(1)) {
      for (int partition = 0; partition < partitions; partition++) {
        send(Events.watermark(at).to(partition));
      }
    }
    producer.flush();
  }
}
