package io.plumbline.reconciler;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import io.plumbline.embedded.PlumblineTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked, the answer is a result or an RFC 9457 problem that names the mistake. */
@QuarkusTest
@QuarkusTestResource(
    value = PlumblineTestResource.class,
    initArgs = @ResourceArg(name = "database", value = "reconciler"))
class RefusalsIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/findings?limit=0",
        "/api/findings?limit=1001",
        "/api/findings?limit=many",
        "/api/findings?cursor=nonsense",
        // The cursors "2026-11-27T10:00:00Z|\0" and "+1000000000-12-31T23:59:59Z|a".
        "/api/findings?cursor=MjAyNi0xMS0yN1QxMDowMDowMFp8AA",
        "/api/findings?cursor=KzEwMDAwMDAwMDAtMTItMzFUMjM6NTk6NTlafGE",
        "/api/findings?state=lost",
        "/api/findings?kind=unheardOf",
        "/api/findings?key=%00",
        "/api/findings?connection=a%00b",
        "/api/findings?changedSince=yesterday",
        "/api/findings?changedSince=%2B1000000000-12-31T23:59:59Z",
        "/api/findings/%00",
        "/api/discrepancies?limit=-1",
        "/api/discrepancies?kind=unheardOf",
        "/api/discrepancies?cursor=nonsense",
        "/api/discrepancies/%00",
        "/api/control-totals?day=yesterday",
        "/api/control-totals?from=%2B999999999-12-31",
        "/api/control-totals?currency=%00",
        "/api/control-totals/yesterday/differences",
        "/api/control-totals/2026-11-27/differences?currency=%00",
        "/api/control-totals/2026-11-27/differences?limit=0",
        "/api/control-totals/2026-11-27/differences?cursor=nonsense",
        // The cursor of another list.
        "/api/control-totals/2026-11-27/differences?cursor=MjAyNi0xMS0yN1QxMDowMDowMFp8YQ",
      })
  void refusesAQueryItCannotRead(String query) {
    problem(given().urlEncodingEnabled(false).get(query), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "null",
        "{}",
        "{\"by\":{}}",
        "{\"by\":\"\",\"reason\":\"x\",\"owner\":\" \"}",
        "{\"by\":\"a\\u0000b\",\"reason\":\"x\",\"owner\":\"a\\u0000b\"}",
      })
  void refusesABodyItCannotRead(String body) {
    problem(sent(body).post("/api/findings/unknown/acknowledge"), 400);
    problem(sent(body).post("/api/findings/unknown/accept"), 400);
    problem(sent(body).put("/api/findings/unknown/owner"), 400);
  }

  @Test
  void refusesTextWithoutMeasure() {
    String long201 = "x".repeat(201);

    problem(sent("{\"by\":\"%s\"}".formatted(long201)).post("/api/findings/a/acknowledge"), 400);
  }

  @Test
  void knowsNoSuchFinding() {
    problem(given().get("/api/findings/unknown"), 404);
    problem(given().get("/api/discrepancies/unknown"), 404);
    problem(sent("{\"by\":\"ops\"}").post("/api/findings/unknown/acknowledge"), 404);
    problem(sent("{\"by\":\"a\",\"reason\":\"b\"}").post("/api/findings/unknown/accept"), 404);
    problem(sent("{\"owner\":\"ops\"}").put("/api/findings/unknown/owner"), 404);
  }

  @Test
  void answersInProblemsWhateverGoesWrong() {
    given().delete("/api/findings").then().statusCode(405);
    given().contentType("text/csv").body("a").post("/api/findings/a/accept").then().statusCode(415);
    given().accept("text/csv").get("/api/findings").then().statusCode(406);
  }

  private static io.restassured.specification.RequestSpecification sent(String body) {
    return given().contentType(ContentType.JSON).body(body);
  }

  private static void problem(Response response, int status) {
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("status", equalTo(status))
        .body("title", notNullValue())
        .body("detail", notNullValue());
  }
}
