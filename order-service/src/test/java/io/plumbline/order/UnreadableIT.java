package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.Comparator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One record that the ERP does not give is a dead letter, and nothing waits for it. */
@QuarkusTest
class UnreadableIT extends OnRealParts {

  @AfterEach
  void refuseNothing() {
    books.control().put("/refusals", "[]");
  }

  /** Mechanism: a page hands the record on as one to read again, whose refusals are counted. */
  @Test
  void goesOnPastARecordThatTheErpRefusesToGive() {
    var refused = booked();
    arrived(refused);
    books
        .control()
        .put(
            "/refusals",
            """
            [{"method": "GET", "record": "%s", "status": 400, "code": "USER_ERROR", "detail": "A script failed."}]
            """
                .formatted(refused));
    books.control().post("/salesOrders/" + refused + "/edit", "{\"memo\": \"again\"}");
    var behind = booked();

    arrived(behind);
    Waiting.until(() -> {
      assertThat(letterOf(refused).getString("kind")).isEqualTo("reread");
      assertThat(letterOf(refused).getString("cause")).isEqualTo("rejected");
      assertThat(letterOf(refused).getString("explanation"))
          .contains("400", "USER_ERROR", "then retry");
    });
    var letter = Instant.parse(letterOf(refused).getString("createdAt"));
    Waiting.until(() -> assertThat(vouchedFor()).isAfter(letter));
  }

  private String booked() {
    return books
        .control()
        .post(
            "/salesOrders",
            """
            {"currency": {"refName": "GBP"}, "lines": [{"sku": "85123A", "quantity": 1, "unitPrice": "1.00"}]}
            """)
        .path("id")
        .asText();
  }

  private static void arrived(String id) {
    Waiting.until(() -> given().get("/api/orders/netsuite:" + id).then().statusCode(200));
  }

  private static JsonPath letterOf(String id) {
    return given()
        .get("/api/dead-letters?state=open&connection=netsuite&limit=500")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .setRootPath("items.find { it.externalId == '" + id + "' }");
  }

  /** The farthest that a watermark vouches for the ERP. */
  private static Instant vouchedFor() {
    return Changes.withWatermarks().stream()
        .filter(change -> change.is("watermark"))
        .map(watermark -> watermark.value().path("connections").path(Books.CONNECTION).asText(""))
        .filter(time -> !time.isEmpty())
        .map(Instant::parse)
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
