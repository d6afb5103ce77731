package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person's retry does, for each kind of dead letter. */
@QuarkusTest
class RetryIT extends OnRealParts {

  @Inject Transactions transactions;
  @Inject DeadLetters letters;
  @Inject MasterKey master;

  /** Mechanism: the stored envelope goes through the inbox again (RetryInbound). */
  @Test
  void appliesWhatArrivedOnceItCanBeUsed() {
    var sold = shop.sells("85123A");
    var twin = twinOf(sold, "2026-11-20T09:00:00Z");
    var letter = inbound(twin.path("id").asText(), twin.toString());

    given().post("/api/dead-letters/" + letter + "/retry").then().statusCode(200);

    Waiting.until(() ->
        given()
            .get("/api/orders/shopify-eu:" + twin.path("id").asText())
            .then()
            .statusCode(200)
            .body("replicas.find { it.connection == 'shopify-eu' }.deleted", equalTo(false)));
    given()
        .post("/api/dead-letters/" + letter + "/retry")
        .then()
        .statusCode(409)
        .body("detail", containsString("open"));
  }

  /** Mechanism: versions are compared on the second way as on the first. */
  @Test
  void neverBringsAnOlderStateBack() {
    books.know("85123A");
    var order = shop.sells("85123A");
    OrdersIT.settled(order);
    var stale = order.payload().<ObjectNode>deepCopy();
    stale.put("updated_at", "2001-01-01T00:00:00Z").put("current_total_price", "0.01");
    var letter = inbound(order.id(), stale.toString());

    given().post("/api/dead-letters/" + letter + "/retry").then().statusCode(200);

    // What is sent behind it on the same partition is applied behind it.
    var behind = shop.sells("85123A");
    OrdersIT.settled(behind);
    OrdersIT.applied();
    given()
        .get("/api/orders/" + order.key())
        .then()
        .body(
            "replicas.find { it.connection == 'shopify-eu' }.facets.commercial.total",
            equalTo(order.payload().path("current_total_price").asText()));
  }

  /** Mechanism: a retry has a dedupe key of its own; under the old one it would vanish unseen. */
  @Test
  void keepsWhatStillCannotBeUsedAsAnotherLetter() {
    var letter = inbound("77100", "{\"id\": 77100, ");

    given().post("/api/dead-letters/" + letter + "/retry").then().statusCode(200);

    Waiting.until(() -> assertThat(openOf("77100")).hasSize(1).doesNotContain(letter));
    var second = openOf("77100").getFirst();
    given().post("/api/dead-letters/" + second + "/retry").then().statusCode(200);
    Waiting.until(() -> assertThat(openOf("77100")).hasSize(1).doesNotContain(second));
  }

  /** Mechanism: a letter without its envelope is refused before it is closed. */
  @Test
  void refusesToRetryWhatCouldNotBeOpened() {
    var letter = kept().empty("expected a test, found one");

    given()
        .post("/api/dead-letters/" + letter + "/retry")
        .then()
        .statusCode(409)
        .contentType("application/problem+json")
        .body("detail", containsString("Discard it"));
    given().get("/api/dead-letters?state=open&limit=500").then().body(has(letter), hasSize(1));
  }

  /** Mechanism: the rules are asked again (RetryExceptional); they still object. */
  @Test
  void asksTheRulesAgainAboutAnException() {
    var order =
        shop.places(
            """
            {"number": "%s", "channel": "pos", "lines": [{"sku": "", "quantity": 1, "unitPrice": "1.00"}]}
            """
                .formatted(Shopfront.number()));
    Waiting.until(() -> assertThat(openOf(order.id())).hasSize(1));
    var letter = openOf(order.id()).getFirst();

    given().post("/api/dead-letters/" + letter + "/retry").then().statusCode(200);

    assertThat(openOf(order.id())).hasSize(1).doesNotContain(letter);
    given()
        .get("/api/dead-letters?state=open&limit=500")
        .then()
        .body("items.find { it.externalId == '" + order.id() + "' }.kind", equalTo("exception"))
        .body(
            "items.find { it.externalId == '" + order.id() + "' }.cause",
            equalTo("line-without-sku"));
  }

  /** Mechanism: a dead delivery becomes due again and reads the state of then. */
  @Test
  void sendsARejectedOrderOnceTheErpKnowsItsItem() {
    var sku = "NEW-" + Shopfront.number();
    var order = shop.sells(sku);
    Waiting.until(() -> assertThat(deliveriesOf(order.key())).hasSize(1));
    given().get("/api/orders/" + order.key()).then().body("unknownSkus.sku", equalTo(List.of(sku)));
    books.know(sku);

    given()
        .post("/api/dead-letters/" + deliveriesOf(order.key()).getFirst() + "/retry")
        .then()
        .statusCode(200);

    OrdersIT.settled(order);
    assertThat(books.of(order)).hasSize(1);
  }

  /** Mechanism: an answer reaches the orders that were refused for it (AnswerSku). */
  @Test
  void sendsARefusedOrderOnceAPersonSaysWhatItsItemIsCalled() {
    books.know("85123A");
    var sku = "OLD-" + Shopfront.number();
    var order = shop.sells(sku);
    Waiting.until(() -> assertThat(deliveriesOf(order.key())).hasSize(1));

    answer(sku);

    OrdersIT.settled(order);
    assertThat(books.of(order)).hasSize(1);
  }

  /** Mechanism: it reaches those, too, that the ERP is just being asked about by the old name. */
  @Test
  void sendsAnOrderAgainWhoseItemIsAnsweredWhileTheErpIsAsked() {
    books.know("85123A");
    var sku = "OLD-" + Shopfront.number();
    Control.ofErp().put("/faults", "{\"kinds\": {\"slow\": 1.0}, \"slow\": \"PT1.2S\"}");
    try {
      var order = shop.sells(sku);
      Waiting.until(() ->
          given()
              .get("/api/deliveries?connection=netsuite&limit=500")
              .then()
              .body("items.find { it.key == '" + order.key() + "' }.state", equalTo("leased")));

      answer(sku);

      Control.ofErp().put("/faults", "{}");
      OrdersIT.settled(order);
      assertThat(books.of(order)).hasSize(1);
    } finally {
      Control.ofErp().put("/faults", "{}");
    }
  }

  private static void answer(String sku) {
    given()
        .contentType("application/json")
        .body("{\"alias\": \"85123A\", \"by\": \"ada\"}")
        .put("/api/sku-aliases/" + sku)
        .then()
        .statusCode(200)
        .body("orders", equalTo(1));
  }

  /** Mechanism: the patch is merged into what arrived, and that goes through the inbox again. */
  @Test
  void appliesWhatArrivedWithAPersonsCorrection() {
    var sold = shop.sells("85123A");
    var twin = twinOf(sold, "2026-11-20T09:00:00Z");
    var id = twin.path("id").asText();
    arrives(twin.deepCopy().put("current_total_price", "12,50"));
    var letter = letterOf(id);

    given()
        .get("/api/dead-letters/" + letter + "/comparison")
        .then()
        .statusCode(200)
        .body("problems[0]", containsString("commercial.total"))
        .body("changed.find { it.field == 'commercial.currency' }.accepted", nullValue())
        .body("changed.find { it.field == 'commercial.currency' }.arrived", equalTo("GBP"));
    given()
        .contentType("application/json")
        .body("{\"patch\": {\"current_total_price\": \"12.50\"}, \"reason\": \"a decimal comma\"}")
        .post("/api/dead-letters/" + letter + "/retry-edited")
        .then()
        .statusCode(200)
        .body("state", equalTo("retried"))
        .body("reason", equalTo("corrected: a decimal comma"));

    Waiting.until(() ->
        given()
            .get("/api/orders/shopify-eu:" + id)
            .then()
            .statusCode(200)
            .body("replicas[0].facets.commercial.total", equalTo("12.50")));
  }

  /** Mechanism: the record as it was accepted is what the arrival is compared with. */
  @Test
  void showsWhatArrivedBesideWhatWasAcceptedBefore() {
    var twin = twinOf(shop.sells("85123A"), "2026-11-20T09:00:00Z");
    var id = twin.path("id").asText();
    arrives(twin);
    Waiting.until(() -> given().get("/api/orders/shopify-eu:" + id).then().statusCode(200));

    arrives(
        twin.deepCopy()
            .put("updated_at", "2026-11-20T10:00:00Z")
            .put("name", "#CHANGED")
            .put("current_total_price", "12,50"));

    given()
        .get("/api/dead-letters/" + letterOf(id) + "/comparison")
        .then()
        .statusCode(200)
        .body("problems[0]", containsString("commercial.total"))
        .body(changed("number") + ".accepted", equalTo(twin.path("name").asText().substring(1)))
        .body(changed("number") + ".arrived", equalTo("CHANGED"))
        .body(changed("total") + ".accepted", equalTo(twin.path("current_total_price").asText()))
        .body("changed.field", not(hasItem("commercial.currency")));
  }

  private static String changed(String field) {
    return "changed.find { it.field == 'commercial." + field + "' }";
  }

  private static void arrives(ObjectNode order) {
    Signed.webhook(order.toString())
        .post("/webhooks/shopify-eu/orders/updated")
        .then()
        .statusCode(200);
  }

  private static long letterOf(String externalId) {
    return Waiting.whatHolds(() -> {
      var open = openOf(externalId);
      assertThat(open).as("open letters of %s", externalId).hasSize(1);
      return open.getFirst();
    });
  }

  @Test
  void refusesACorrectionOfWhatNeverArrivedOrWithoutAReason() {
    var letter = inbound("77300", "{\"id\": 77300, ");

    given()
        .contentType("application/json")
        .body("{\"patch\": {\"id\": 1}}")
        .post("/api/dead-letters/" + letter + "/retry-edited")
        .then()
        .statusCode(422)
        .body("parameter", equalTo("reason"));
    given()
        .contentType("application/json")
        .body("{\"patch\": {\"id\": 1}, \"reason\": \"why not\"}")
        .post("/api/dead-letters/" + letter + "/retry-edited")
        .then()
        .statusCode(409)
        .body("detail", containsString("does not parse"));
    given().get("/api/dead-letters/" + letter + "/comparison").then().statusCode(409);
    given().get("/api/dead-letters/999999999/comparison").then().statusCode(404);
  }

  /** Another order than that one, of a channel that others bring to the ERP. */
  static ObjectNode twinOf(Shopfront.Placed sold, String updatedAt) {
    var twin = sold.payload().<ObjectNode>deepCopy();
    var id = Long.parseLong(sold.id()) + 1_000_000_000L;
    return twin.put("id", id)
        .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
        .put("name", "#" + Shopfront.number())
        .put("source_name", "pos")
        .put("updated_at", updatedAt);
  }

  private long inbound(String externalId, String body) {
    return kept().inbound(externalId, body, "expected a test, found one");
  }

  private KeptLetters kept() {
    return new KeptLetters(transactions, letters, master);
  }

  private static String has(long letter) {
    return "items.findAll { it.id == " + letter + " }";
  }

  private static List<Long> openOf(String externalId) {
    return ids(
        "items.findAll { it.externalId == '" + externalId + "' && it.kind != 'delivery' }.id");
  }

  private static List<Long> deliveriesOf(String key) {
    return ids("items.findAll { it.key == '" + key + "' && it.kind == 'delivery' }.id");
  }

  private static List<Long> ids(String path) {
    return given()
        .get("/api/dead-letters?state=open&limit=500")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList(path, Long.class);
  }
}
