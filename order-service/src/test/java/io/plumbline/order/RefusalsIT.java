package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.lessThan;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the API refuses: one shape, the right status, and the parameter that is to blame. */
@QuarkusTest
class RefusalsIT extends OnRealParts {

  private static final List<String> OPERATIONS = List.of("get", "put", "post", "delete");

  @ParameterizedTest
  @CsvSource({
    "/api/orders?limit=0, limit",
    "/api/orders?limit=501, limit",
    "/api/orders?limit=many, limit",
    "/api/orders?status=lost, status",
    "/api/orders?updatedSince=yesterday, updatedSince",
    "/api/orders?cursor=%21, cursor",
    "/api/orders?cursor=bm90LWEtdGltZQpr, cursor",
    "/api/deliveries?state=lost, state",
    "/api/deliveries?cursor=bm8, cursor",
    "/api/dead-letters?state=lost, state",
    "/api/dead-letters?cursor=bm8, cursor"
  })
  void namesTheParameterThatCannotBeRead(String path, String parameter) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("status", equalTo(400))
        .body("parameter", equalTo(parameter))
        .body("detail", allOf(containsString("expected "), containsString("found ")));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/orders/shopify-eu:0",
    "/api/orders/shopify-eu:0/timeline",
    "/api/nothing",
    "/nothing"
  })
  void saysWhatIsNotThere(String path) {
    given()
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("title", equalTo("Not Found"));
  }

  /** Mechanism: what the database cannot hold is the caller's mistake, wherever it stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/orders/a%00b",
        "/api/orders/a%00b/timeline",
        "/api/orders?connection=%00",
        "/api/orders?updatedSince=%2B999999999-01-01T00:00:00Z",
        "/api/deliveries?connection=%00",
        "/api/deliveries?cursor=AApi",
        "/api/dead-letters?connection=%00",
        "/api/snapshots/a%00b"
      })
  void neverFailsForAValueThatCannotBe(String path) {
    given()
        .urlEncodingEnabled(false)
        .get(path)
        .then()
        .statusCode(allOf(greaterThanOrEqualTo(400), lessThan(500)))
        .contentType("application/problem+json");
  }

  @Test
  void neverFailsForAFieldThatCannotBe() {
    for (var text : List.of("a\\u0000b", "\\ud800", "x".repeat(2_000))) {
      json("{\"alias\": \"%s\", \"by\": \"ada\"}".formatted(text))
          .put("/api/sku-aliases/85123B")
          .then()
          .statusCode(422)
          .contentType("application/problem+json")
          .body("parameter", equalTo("alias"));
    }
  }

  @Test
  void saysWhichDeadLetterIsNotThere() {
    given().post("/api/dead-letters/999999/retry").then().statusCode(404);
    given().post("/api/dead-letters/abc/retry").then().statusCode(404);
  }

  @Test
  void saysWhichMethodIsNotOffered() {
    given()
        .delete("/api/orders")
        .then()
        .statusCode(405)
        .contentType("application/problem+json")
        .body("status", equalTo(405));
  }

  @Test
  void saysWhichMediaTypeIsNotRead() {
    given()
        .contentType("text/plain")
        .body("live")
        .put("/api/modes/netsuite")
        .then()
        .statusCode(415)
        .contentType("application/problem+json");
  }

  @Test
  void saysWhereTheBodyCannotBeRead() {
    json("{\"mode\": ")
        .put("/api/modes/netsuite")
        .then()
        .statusCode(400)
        .body("status", equalTo(400));
    json("{\"mode\": []}")
        .put("/api/modes/netsuite")
        .then()
        .statusCode(400)
        .body("parameter", equalTo("mode"));
  }

  @Test
  void saysWhichFieldCannotBe() {
    json("{\"mode\": \"asleep\"}")
        .put("/api/modes/netsuite")
        .then()
        .statusCode(422)
        .body("parameter", equalTo("mode"))
        .body("detail", containsString("observe, shadow or live"));
    json("{\"alias\": \" \", \"by\": \"ada\"}")
        .put("/api/sku-aliases/85123B")
        .then()
        .statusCode(422)
        .body("parameter", equalTo("alias"));
  }

  /** Mechanism: the signature over the raw body. */
  @Test
  void refusesAWebhookThatIsNotGenuine() {
    json("{\"id\": 5120}")
        .header("X-Shopify-Hmac-Sha256", "bm90IGl0")
        .post("/webhooks/shopify-eu/orders/create")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("detail", containsString("signature"));
    json("{\"id\": 5120}").post("/webhooks/shopify-eu/orders/create").then().statusCode(401);
  }

  @Test
  void refusesAWebhookOfAConnectionThatIsNotConfigured() {
    Signed.webhook("{}")
        .post("/webhooks/nobody/orders/create")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  /** Mechanism: the bound of intake, which counts bytes; one byte less is taken. */
  @Test
  void refusesAWebhookThatIsTooLarge() {
    Signed.webhook(oversized(EmulatedSystems.LARGEST_BODY + 1))
        .post("/webhooks/shopify-eu/orders/create")
        .then()
        .statusCode(413)
        .contentType("application/problem+json");
    Signed.webhook(oversized(EmulatedSystems.LARGEST_BODY))
        .post("/webhooks/shopify-eu/orders/create")
        .then()
        .statusCode(200);
  }

  private static String oversized(int bytes) {
    var start = "{\"id\": 77002, \"test\": true, \"note\": \"";
    return start + "x".repeat(bytes - start.length() - 2) + "\"}";
  }

  /** Mechanism: annotations and ErrorAnswers; what can be refused names how, in one shape. */
  @Test
  void describesEveryEndpointWithItsErrors() {
    var described =
        given().queryParam("format", "json").get("/q/openapi").then().statusCode(200).extract();
    Map<String, Map<String, Object>> paths = described.jsonPath().getMap("paths");

    assertThat(described.jsonPath().getMap("components.responses.BadRequest.content"))
        .containsKey("application/problem+json");
    assertThat(paths)
        .containsKeys(
            "/api/orders",
            "/api/orders/{key}",
            "/api/orders/{key}/timeline",
            "/api/orders/{key}/hold",
            "/api/orders/{key}/release",
            "/api/snapshots/{connection}",
            "/api/imports/{connection}",
            "/api/republish",
            "/api/dead-letters/{id}/retry",
            "/webhooks/{connection}/{topic}");
    paths.forEach((path, operations) ->
        OPERATIONS.stream()
            .filter(operations::containsKey)
            .forEach(operation -> {
              var about = "paths.'" + path + "'." + operation + ".";
              assertThat(described.jsonPath().getString(about + "summary"))
                  .as("what %s %s does", operation, path)
                  .isNotBlank();
              var answers = described.jsonPath().getMap(about + "responses").keySet();
              assertThat(answers)
                  .as("answers of %s %s", operation, path)
                  .hasSizeGreaterThan(path.equals("/api/mappings") ? 0 : 1);
            }));
  }

  private static RequestSpecification json(String body) {
    return given().contentType("application/json").body(body);
  }
}
