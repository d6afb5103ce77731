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
import io.plumbline.reconciler.Events.Order;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events in, findings out by REST, over a real broker and database. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class ReconcilerIT {
  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  private Play play;

  @BeforeEach
  void begin() {
    play = new Play(kafka);
  }

  @AfterEach
  void end() {
    play.close();
  }

  @Test
  void showsAnOrderThatNeverReachedTheErp() {
    play.drift();

    await()
        .atMost(Play.LONG)
        .untilAsserted(() ->
            given()
                .get("/api/findings?key=" + play.key())
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
    String id = play.drift();
    given()
        .contentType(ContentType.JSON)
        .body(Map.of("by", "ops"))
        .post("/api/findings/" + id + "/acknowledge")
        .then()
        .statusCode(200)
        .body("state", equalTo("acknowledged"));

    play.publish(play.booked(play.start().plusSeconds(90)).observed());

    await()
        .atMost(Play.LONG)
        .untilAsserted(() ->
            given()
                .get("/api/findings/" + id)
                .then()
                .body("state", equalTo("resolved"))
                .body("resolvedAt", equalTo(play.start().plusSeconds(90).toString()))
                .body("acknowledgedBy", equalTo("ops")));
  }

  /**
   * No other connection has an entry of that day: the configured ones are compared all the same.
   */
  @Test
  void namesEveryOrderOfADayOfWhichNothingReachedTheErp() {
    String day = "2019-05-17";
    play.publish(
        Order.at(SHOP, play.key(), play.key(), play.start())
            .with(",\"placedAt\":\"" + day + "T10:00:00Z\"")
            .observed());
    play.passTime(play.start().plusSeconds(60));
    String id = play.awaitFinding();

    await()
        .atMost(Play.LONG)
        .untilAsserted(() ->
            given()
                .get("/api/control-totals/" + day + "/differences?currency=GBP")
                .then()
                .statusCode(200)
                .body(
                    "items.find { it.left == 'netsuite' }.entities.find { it.key == '"
                        + play.key()
                        + "' }.findings",
                    hasItem(id)));
  }

  @Test
  void countsARecordItCannotReadAndGoesOn() {
    play.send(new ProducerRecord<>(Events.CHANGES, play.key(), "no json".getBytes(UTF_8)));

    play.drift();
    given().get("/api/status").then().body("deadLetters", greaterThanOrEqualTo(1));
  }

  @Test
  void settlesWithNothingPendingAndNoLag() {
    play.publish(play.sold(), play.booked(play.start().plusSeconds(1)).observed());
    play.passTime(play.start().plusSeconds(60));

    await()
        .atMost(Play.LONG)
        .untilAsserted(() ->
            given()
                .get("/api/status")
                .then()
                .body("lag", equalTo(0))
                .body("pendingDeadlines", equalTo(0))
                .body("watermarks.netsuite", greaterThanOrEqualTo(play.start().toString())));
    given().get("/api/findings?key=" + play.key()).then().body("items", empty());
  }

  @Test
  void pagesThroughEveryFindingOnce() {
    String id = play.drift();

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
    play.drift();

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
}
