package io.plumbline.reconciler;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Play.LONG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators look at: changes in flight, metrics. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class OperationIT {
  private static final String DIFFERENCES =
      "/api/control-totals/2026-11-27/differences?currency=GBP&limit=1000";

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
  void showsByWhenAChangeIsExpectedUntilItsWindowEnds() {
    String discrepancies = "/api/discrepancies?key=" + play.key();
    play.publish(play.sold());
    play.passTime(play.start().plusSeconds(1));
    await()
        .atMost(LONG)
        .untilAsserted(() ->
            given()
                .get(discrepancies)
                .then()
                .body("items.kind", hasItem("missing"))
                .body("items[0].connection", equalTo(ERP))
                .body("items[0].verdict.authority", equalTo(SHOP))
                .body("items[0].expectedBy", notNullValue()));
    String id = given().get(discrepancies).path("items[0].id");
    Instant expectedBy = Instant.parse(given().get(discrepancies).path("items[0].expectedBy"));
    Instant ends = Instant.parse(given().get(discrepancies).path("items[0].windowEndsAt"));
    assertThat(expectedBy).isBetween(play.start(), ends);
    given().get("/api/discrepancies/" + id).then().statusCode(200).body("id", equalTo(id));

    play.passTime(play.start().plusSeconds(60));

    assertThat(play.awaitFinding()).isEqualTo(id);
    await()
        .atMost(LONG)
        .untilAsserted(() -> given().get(discrepancies).then().body("items", empty()));
  }

  @Test
  void tellsPendingFromDriftedBehindADifference() {
    play.publish(play.sold());
    play.passTime(play.start().plusSeconds(1));
    await().atMost(LONG).untilAsserted(() -> assertThat(why()).isEqualTo("pending"));

    play.passTime(play.start().plusSeconds(60));

    await().atMost(LONG).untilAsserted(() -> assertThat(why()).isEqualTo("drifted"));
  }

  private String why() {
    List<String> whys =
        given()
            .get(DIFFERENCES)
            .path(
                "items.findAll { it.left == 'netsuite' && it.right == 'shopify-eu' }.entities.flatten()"
                    + ".findAll { it.key == '%s' }.why".formatted(play.key()));
    return String.join(",", whys);
  }

  @Test
  void countsInMetrics() {
    play.drift();

    await()
        .atMost(LONG)
        .untilAsserted(() ->
            assertThat(given().get("/q/metrics").asString())
                .containsPattern(
                    "plumbline_findings_open\\{connection=\"netsuite\",kind=\"missing\",severity=\"medium\",?} [1-9]")
                .containsPattern("plumbline_exposure\\{currency=\"GBP\",?} [1-9]")
                .containsPattern("plumbline_detection_latency_seconds_count(\\{})? [1-9]")
                .containsPattern("plumbline_detection_latency_seconds_bucket\\{le=\"0.5\",?}")
                .containsPattern("plumbline_deadlines_pending(\\{})? [0-9]")
                .containsPattern(
                    "plumbline_watermark_age_seconds\\{connection=\"netsuite\",?} [1-9]")
                .containsPattern(
                    "plumbline_watermark_age_seconds\\{connection=\"shopify-eu\",?} [1-9]")
                .containsPattern("plumbline_lag\\{reader=\"topology\",?} [0-9]")
                .containsPattern("plumbline_lag\\{reader=\"ledger\",?} [0-9]"));
  }
}
