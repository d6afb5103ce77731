package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    var letter = open(DeadLetter.INBOUND, null, null, null);

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
    var letter = inbound(id, twin.deepCopy().put("current_total_price", "12,50").toString());

    given()
        .get("/api/dead-letters/" + letter + "/comparison")
        .then()
        .statusCode(200)
        .body("problems[0]", containsString("commercial.total"))
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

  /** Mechanism: what is quoted and every word with a digit is left out of what letters share. */
  @Test
  void decidesAGroupOfLettersThatSayTheSame() {
    var first = refused("expected a known item on line 7, found 'LAMP-1'. Book it.");
    var second = refused("expected a known item on line 12, found 'Lamp B'. Book it.");
    var other = refused("expected an open period, found 'closed'. Open it.");
    var group =
        given()
            .get("/api/dead-letter-groups?connection=shopify-eu&limit=500")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    var id = group.getString("find { it.letters.contains(" + first + ") }.id");

    assertThat(group.getString("find { it.id == '" + id + "' }.signature"))
        .isEqualTo("expected a known item on line …, found …. Book it.");
    assertThat(group.getList("find { it.id == '" + id + "' }.letters", Long.class))
        .containsExactly(first, second);

    given()
        .contentType("application/json")
        .body("{\"reason\": \"a test\"}")
        .post("/api/dead-letter-groups/" + id + "/discard")
        .then()
        .statusCode(200)
        .body("done", equalTo(2))
        .body("more", equalTo(false));
    given()
        .get("/api/dead-letters?state=open&limit=500")
        .then()
        .body(has(first), hasSize(0))
        .body(has(other), hasSize(1));
    given().post("/api/dead-letter-groups/" + id + "/retry").then().statusCode(404);
  }

  /** Mechanism: each letter of a group is decided by itself, and what cannot be stays open. */
  @Test
  void saysWhichOfAGroupCannotBeRetried() {
    var letter = refused("expected what can be opened, found nothing of it 4711.");
    var id =
        given()
            .get("/api/dead-letter-groups?limit=500")
            .then()
            .extract()
            .jsonPath()
            .getString("find { it.letters.contains(" + letter + ") }.id");

    given()
        .post("/api/dead-letter-groups/" + id + "/retry?limit=10")
        .then()
        .statusCode(200)
        .body("done", equalTo(0))
        .body("refused[0].letter", equalTo((int) letter))
        .body("refused[0].why", containsString("Discard it"));
    given().get("/api/dead-letters?state=open&limit=500").then().body(has(letter), hasSize(1));
  }

  /** One that holds nothing that arrived. */
  private long refused(String explanation) {
    return open(DeadLetter.INBOUND, null, null, null, explanation);
  }

  private static ObjectNode twinOf(Shopfront.Placed sold, String updatedAt) {
    var twin = sold.payload().<ObjectNode>deepCopy();
    var id = Long.parseLong(sold.id()) + 1_000_000_000L;
    return twin.put("id", id)
        .put("admin_graphql_api_id", "gid://shopify/Order/" + id)
        .put("name", "#" + Shopfront.number())
        .put("source_name", "pos")
        .put("updated_at", updatedAt);
  }

  private long inbound(String externalId, String body) {
    return open(DeadLetter.INBOUND, externalId, "orders/create", body);
  }

  /** As apply leaves one whose mapping could not read it. */
  private long open(
      String kind, @Nullable String externalId, @Nullable String topic, @Nullable String body) {
    return open(kind, externalId, topic, body, "expected a test, found one");
  }

  private long open(
      String kind,
      @Nullable String externalId,
      @Nullable String topic,
      @Nullable String body,
      String explanation) {
    return transactions.get(tx ->
        letters.open(
            tx,
            new DeadLetter(
                kind,
                Shopfront.CONNECTION,
                null,
                externalId,
                topic,
                "unusable",
                explanation,
                JsonNodeFactory.instance.objectNode().put("via", "webhook"),
                body == null
                    ? null
                    : master.seal(body.getBytes(StandardCharsets.UTF_8), DeadLetter.SEALED_AS))));
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
