package io.plumbline.reconciler;

import static io.plumbline.reconciler.Play.LONG;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;

import io.plumbline.embedded.DatabaseOutage;
import io.plumbline.embedded.PlumblineTestResource;
import io.plumbline.sandbox.description.ServedApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While PostgreSQL is away everybody is told so, and nothing is lost. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class LedgerAwayIT {
  private static final Map<String, String> SAMPLES = Map.of("id", "unknown", "day", "2026-11-27");

  @Inject
  @Identifier("default-kafka-broker") Map<String, Object> kafka;

  @AfterEach
  void awaitItsReturn() {
    await().atMost(LONG).untilAsserted(() -> given().get("/q/health/ready").then().statusCode(200));
  }

  /** Mechanism: Unreachable tells trouble with the database from failures of ours. */
  @Test
  void tellsWhoeverAsksToTryAgain() {
    ServedApi api = ServedApi.of(Play.service());

    try (var _ = outage()) {
      assertThat(api.notUnavailable(SAMPLES)).isEmpty();
      given()
          .contentType(ContentType.JSON)
          .body("{\"by\":\"ada\"}")
          .post("/api/findings/unknown/acknowledge")
          .then()
          .statusCode(503)
          .contentType("application/problem+json");
      given()
          .get("/q/health/ready")
          .then()
          .statusCode(503)
          .body(containsString("Database connections health check"));
      given().get("/q/health/live").then().statusCode(200);
    }
  }

  /** Mechanism: the ledger's place moves with what is written, so the rest is read again. */
  @Test
  void findsMeanwhileAndTellsAfterwards() {
    try (var play = new Play(kafka)) {
      try (var _ = outage()) {
        play.publish(play.sold());
        play.passTime(play.start().plusSeconds(60));
      }

      assertThat(play.awaitFinding()).isNotBlank();
    }
  }

  private static DatabaseOutage outage() {
    var config = ConfigProvider.getConfig();
    return DatabaseOutage.of(
        config.getValue("quarkus.datasource.jdbc.url", String.class),
        config.getValue("quarkus.datasource.username", String.class),
        config.getValue("quarkus.datasource.password", String.class));
  }
}
