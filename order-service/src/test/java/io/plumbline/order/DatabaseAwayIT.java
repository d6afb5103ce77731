package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.plumbline.embedded.DatabaseOutage;
import io.plumbline.sandbox.description.ServedApi;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While PostgreSQL is away whoever asks is told to try again, and intake goes on. */
@QuarkusTest
class DatabaseAwayIT extends OnRealParts {

  private static final String HEALTH = "/q/health/group/database";
  private static final Map<String, String> SAMPLES = Map.of("key", "netsuite:0", "id", "999999999");

  @AfterEach
  void awaitItsReturn() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> {
          given().get(HEALTH).then().statusCode(200);
          given().get("/api/status").then().statusCode(200);
        });
  }

  /** Mechanism: Problems tells trouble with the database from failures of ours. */
  @Test
  void tellsWhoeverAsksToTryAgain() {
    var api = ServedApi.of(SERVICE);

    try (var _ = outage()) {
      assertThat(api.notUnavailable(SAMPLES)).isEmpty();
      given().get(HEALTH).then().statusCode(503).body("checks[0].status", equalTo("DOWN"));
      given().get("/q/health/ready").then().statusCode(200);
      given().get("/q/health/live").then().statusCode(200);
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
