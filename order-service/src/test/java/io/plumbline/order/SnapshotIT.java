package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A full listing of a system, pulled from it at the moment of asking. */
@QuarkusTest
class SnapshotIT extends OnRealParts {

  private static final ObjectMapper JSON = new ObjectMapper();

  @AfterEach
  void endTheTrouble() {
    shop.control().put("/faults", "{}");
  }

  /** Mechanism: it asks the vendor, page by page; our replicas know nothing of these yet. */
  @Test
  void listsWhatTheSystemHoldsAtThisMoment() {
    var sold = List.of(shop.sells("85123A"), shop.sells("85123A"), shop.sells("85123A"));

    var lines = snapshot("/api/snapshots/shopify-eu");

    var records = of(lines, "record");
    assertThat(records)
        .extracting(line -> line.path("externalId").asText())
        .doesNotHaveDuplicates()
        .containsAll(sold.stream().map(Shopfront.Placed::id).toList());
    assertThat(of(lines, "page")).as("pages of two").isNotEmpty();
    assertThat(lines.getLast().path("type").asText()).isEqualTo("end");
    assertThat(lines.getLast().path("records").asInt()).isEqualTo(records.size());
    assertThat(records)
        .allSatisfy(line -> {
          assertThat(line.path("version").asLong()).isPositive();
          assertThat(line.path("readAt").asText()).isNotEmpty();
          assertThat(line.at("/facets/commercial/total").asText()).isNotEmpty();
        });
  }

  /** Mechanism: the same fingerprints and fields as in the change event of the same state. */
  @Test
  void saysOfALinkedOrderWhatItsChangeEventSaid() {
    books.know("85123A");
    var order = shop.sells("85123A");
    OrdersIT.settled(order);

    var line =
        of(snapshot("/api/snapshots/shopify-eu"), "record").stream()
            .filter(record -> record.path("externalId").asText().equals(order.id()))
            .findFirst()
            .orElseThrow();

    assertThat(line.path("key").asText()).isEqualTo(order.key());
    assertThat(Changes.all())
        .filteredOn(change -> change.is("observed") && change.says("externalId", order.id()))
        .extracting(change -> change.value().path("facets"))
        .contains(line.path("facets"));
  }

  /** Mechanism: the cursor of a page line, which is the vendor's own place. */
  @Test
  void goesOnBehindAPage() {
    shop.sells("85123A");
    shop.sells("85123A");
    shop.sells("85123A");
    var whole = snapshot("/api/snapshots/shopify-eu");
    var first = of(whole, "page").getFirst();

    var rest = snapshot("/api/snapshots/shopify-eu?from=" + first.path("resume").asText());

    var before = whole.subList(0, whole.indexOf(first));
    assertThat(ids(rest)).doesNotContainAnyElementsOf(ids(before));
    assertThat(ids(rest)).containsAll(ids(whole.subList(whole.indexOf(first), whole.size())));
  }

  /** Mechanism: the error line; a listing that ends without one or an end is cut short. */
  @Test
  void saysThatAListingBrokeOff() {
    shop.sells("85123A");
    shop.control().put("/faults", "{\"down\": {\"for\": \"PT30S\", \"mode\": \"503\"}}");

    var last = snapshot("/api/snapshots/shopify-eu").getLast();

    assertThat(last.path("type").asText()).as("%s", last).isEqualTo("error");
    assertThat(last.path("message").asText()).isNotEmpty();
  }

  @Test
  void refusesWhatIsNotConfiguredAndWhatIsNoCursor() {
    given()
        .get("/api/snapshots/nobody")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("'nobody'"));
    given()
        .get("/api/snapshots/shopify-eu?from=nowhere")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("parameter", equalTo("from"));
  }

  private static List<JsonNode> snapshot(String path) {
    var body =
        given().get(path).then().statusCode(200).contentType("application/x-ndjson").extract();
    var lines = new ArrayList<JsonNode>();
    body.asString().lines().forEach(line -> lines.add(read(line)));
    return lines;
  }

  private static List<JsonNode> of(List<JsonNode> lines, String type) {
    return lines.stream().filter(line -> line.path("type").asText().equals(type)).toList();
  }

  private static List<String> ids(List<JsonNode> lines) {
    return of(lines, "record").stream().map(line -> line.path("externalId").asText()).toList();
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + line, e);
    }
  }
}
