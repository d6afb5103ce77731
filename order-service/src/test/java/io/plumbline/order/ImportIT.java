package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Exports of a system, taken in as files. */
@QuarkusTest
class ImportIT extends OnRealParts {

  private static final String LINES = "application/x-ndjson";
  private static final AtomicLong IDS = new AtomicLong(8_800_000_000_000L);

  /** Mechanism: one record of the inbox a row; what is not taken is counted by its reason. */
  @Test
  void takesEveryLineOrSaysWhyNot() {
    var order = exported();
    var test = exported().put("test", true);
    var worthless = exported().put("current_total_price", "a lot");

    var imported =
        sent(LINES, lines(order.toString(), "", test.toString(), worthless.toString(), "{\"id\":"));

    assertThat(imported.getLong("read")).isEqualTo(4);
    assertThat(imported.getLong("accepted")).isEqualTo(1);
    assertThat(imported.getLong("refused.unusable")).isEqualTo(2);
    assertThat(imported.getLong("refused.'filtered: test order'")).isEqualTo(1);
    shows(order, order.path("current_total_price").asText());
    assertThat(explanations())
        .anyMatch(told -> told.startsWith("line 4: ") && told.contains("a lot"));
    assertThat(explanations()).anyMatch(told -> told.startsWith("line 5: "));
  }

  /** Mechanism: the dedupe key of a row, and of a row that cannot be used. */
  @Test
  void takesAFileThatIsSentTwiceOnce() {
    var order = exported();
    var file = lines(order.toString(), exported().put("current_total_price", "a bit").toString());
    sent(LINES, file);
    shows(order, order.path("current_total_price").asText());
    OrdersIT.applied();
    var letters = explanations().size();

    sent(LINES, file);

    OrdersIT.applied();
    assertThat(explanations()).hasSize(letters);
    assertThat(
            given()
                .get("/api/orders/" + key(order) + "/timeline")
                .jsonPath()
                .getList("findAll { it.kind == 'observation' }"))
        .hasSize(1);
  }

  /** Mechanism: versions are compared, whichever way a record came. */
  @Test
  void neverOverwritesANewerStateByAnOlderFile() {
    var newer = exported().put("updated_at", "2026-11-20T12:00:00Z");
    var older =
        newer
            .deepCopy()
            .put("updated_at", "2026-11-19T12:00:00Z")
            .put("current_total_price", "0.01");
    sent(LINES, newer.toString());
    shows(newer, newer.path("current_total_price").asText());

    sent(LINES, older.toString());

    OrdersIT.applied();
    shows(newer, newer.path("current_total_price").asText());
  }

  /** Mechanism: the header names paths of the payload, which the mapping reads as in a webhook. */
  @Test
  void readsACsvFileThroughTheMapping() {
    var id = "" + IDS.incrementAndGet();
    var header =
        "\uFEFFid,name,updated_at,created_at,currency,current_total_price,source_name,email,"
            + "line_items[0].id,line_items[0].sku,line_items[0].quantity,line_items[0].price,"
            + "line_items[1].id,line_items[1].sku,line_items[1].quantity,line_items[1].price\r\n";
    var row =
        "%s,#%s,2026-11-20T09:00:00Z,2026-11-20T08:00:00Z,gbp,\"20.50\",pos,ada@example.test,1,85123A,6,2.55,2,\"A, \"\"B\"\"\r\nC\",1,5.20\r\n"
            .formatted(id, Shopfront.number());
    var brief = IDS.incrementAndGet() + ",#1\r\n";

    var imported = sent("text/csv", header + row + brief);

    assertThat(imported.getLong("read")).isEqualTo(2);
    assertThat(imported.getLong("accepted")).isEqualTo(1);
    assertThat(imported.getLong("refused.unusable")).isEqualTo(1);
    Waiting.until(() ->
        given()
            .get("/api/orders/shopify-eu:" + id)
            .then()
            .statusCode(200)
            .body("replicas[0].facets.commercial.total", equalTo("20.50"))
            .body("replicas[0].facets.commercial.currency", equalTo("GBP"))
            .body("replicas[0].facets.commercial.lines.'1'.sku", equalTo("85123A"))
            .body("replicas[0].facets.commercial.lines.'2'.sku", equalTo("A, \"B\"\r\nC")));
    assertThat(explanations())
        .anyMatch(told -> told.startsWith("line 4: ") && told.contains("expected 16 columns"));
    assertThat(
            given()
                .get("/api/orders/shopify-eu:" + id + "/timeline")
                .jsonPath()
                .getList("evidence.via"))
        .contains("file");
  }

  /** Mechanism: a kept row goes the way of any dead letter; here it still cannot be used. */
  @Test
  void retriesARowThatCouldNotBeUsed() {
    var worthless = exported().put("current_total_price", "priceless");
    sent(LINES, worthless.toString());
    var letter = letter("priceless");

    given().post("/api/dead-letters/" + letter + "/retry").then().statusCode(200);

    Waiting.until(() -> assertThat(letter("priceless")).isNotEqualTo(letter));
  }

  @Test
  void refusesWhatIsNoFileOfAKnownSystem() {
    refused("text/csv", "/api/imports/nobody?topic=orders/updated", "id\r\n1\r\n", 404, "'nobody'");
    refused("text/csv", "/api/imports/shopify-eu", "id\r\n1\r\n", 400, "shape");
    refused("text/csv", path(), "id,id\r\n1,2\r\n", 422, "header");
    refused("text/csv", path(), "", 422, "header");
    refused("text/csv", path(), "name,name.first\r\n1,2\r\n", 422, "name.first");
    refused("text/csv", path(), "id,lines[x]\r\n1,2\r\n", 422, "lines[x]");
    refused("text/csv", path(), "id,name\r\n1,\"open\r\n", 422, "line");
    refused("application/json", path(), "{}", 415, "media type");
  }

  private static void refused(
      String type, String path, String file, int status, String explanation) {
    given()
        .contentType(type)
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post(path)
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("detail", containsString(explanation));
  }

  private static JsonPath sent(String type, String file) {
    return given()
        .contentType(type)
        .body(file.getBytes(StandardCharsets.UTF_8))
        .post(path())
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String path() {
    return "/api/imports/shopify-eu?topic=orders/updated";
  }

  /** An order of a channel that others bring to the ERP, known from the file alone. */
  private ObjectNode exported() {
    var id = IDS.incrementAndGet();
    return shop.sells("85123A")
        .payload()
        .<ObjectNode>deepCopy()
        .put("id", id)
        .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
        .put("name", "#" + Shopfront.number())
        .put("source_name", "pos");
  }

  private static String key(ObjectNode order) {
    return "shopify-eu:" + order.path("id").asText();
  }

  private static void shows(ObjectNode order, String total) {
    Waiting.until(() ->
        given()
            .get("/api/orders/" + key(order))
            .then()
            .statusCode(200)
            .body("replicas[0].facets.commercial.total", equalTo(total)));
  }

  private static String lines(String... rows) {
    return String.join("\n", rows);
  }

  private static List<String> explanations() {
    return open().getList("items.explanation", String.class);
  }

  private static long letter(String words) {
    return open().getLong("items.find { it.explanation.contains('" + words + "') }.id");
  }

  private static JsonPath open() {
    return given().get("/api/dead-letters?state=open&limit=500").then().extract().jsonPath();
  }
}
