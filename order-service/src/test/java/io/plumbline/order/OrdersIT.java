package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The way of an order, from the storefront's webhook into the ERP, as the API tells it. */
@QuarkusTest
class OrdersIT extends OnRealParts {

  /** Mechanism: intake, apply and deliver, one after the other. */
  @Test
  void bringsASoldOrderIntoTheBooks() {
    books.know("85123A");

    var order = shop.sells("85123A");

    settled(order);
    given()
        .get("/api/orders/" + order.key())
        .then()
        .statusCode(200)
        .body("status", equalTo("paid"))
        .body("authority.commercial", equalTo("STOREFRONT"))
        .body("replicas.connection", hasItems("shopify-eu", "netsuite"))
        .body("deliveries.find { it.connection == 'netsuite' }.state", equalTo("settled"));
    assertThat(books.of(order)).as("sales orders of %s", order.key()).hasSize(1);
    assertThat(books.of(order).get(0).at("/item/items/0/item/refName").asText())
        .isEqualTo("85123A");
  }

  /** Mechanism: the journal of attempts and the observations beside it. */
  @Test
  void tellsWhatHappenedToAnOrderInTimeOrder() {
    books.know("85123A");

    var order = shop.sells("85123A");

    settled(order);
    var moments =
        given().get("/api/orders/" + order.key() + "/timeline").then().statusCode(200).extract();
    assertThat(moments.jsonPath().getList("kind", String.class))
        .containsSubsequence("observation", "attempt", "observation");
    assertThat(moments.jsonPath().getList("at", String.class)).isSorted();
  }

  /** Mechanism: the storefront's id of a delivery, kept with what it led to. */
  @Test
  void takesAWebhookThatComesTwiceOnce() {
    books.know("85123A");
    var order = shop.sells("85123A");
    settled(order);
    var body = order.payload().toString();

    Signed.webhook(body, "twice-" + order.id()).post(webhooks()).then().statusCode(200);
    Signed.webhook(body, "twice-" + order.id()).post(webhooks()).then().statusCode(200);

    applied();
    assertThat(books.of(order)).hasSize(1);
    assertThat(
            given()
                .get("/api/orders/" + order.key() + "/timeline")
                .jsonPath()
                .getList("findAll { it.connection == 'shopify-eu' }.version"))
        .doesNotHaveDuplicates();
  }

  /** Mechanism: whatever is signed is kept; the vendor is answered as it expects. */
  @Test
  void keepsASignedBodyThatCannotBeReadAsADeadLetter() {
    Signed.webhook("{\"id\": 77001, \"line_items\": ").post(webhooks()).then().statusCode(200);

    Waiting.until(() ->
        given()
            .get("/api/dead-letters?state=open&connection=shopify-eu")
            .then()
            .body("items.findAll { it.kind == 'inbound' }.topic", hasItem("orders/create"))
            .body("items.explanation", hasItem(containsString("Expected a JSON object"))));
  }

  /** Mechanism: the filters of the listing. */
  @Test
  void findsOrdersByStateSystemAndTime() {
    books.know("85123A");
    var before = Clock.systemUTC().instant();
    var cancelled = shop.sells("85123A");
    settled(cancelled);
    shop.cancels(cancelled);
    var sold = shop.sells("85123A");
    settled(sold);

    Waiting.until(() ->
        assertThat(keys("/api/orders?limit=500&status=cancelled"))
            .contains(cancelled.key())
            .doesNotContain(sold.key()));
    assertThat(keys("/api/orders?limit=500&connection=netsuite")).contains(sold.key());
    assertThat(keys("/api/orders?limit=500&connection=nobody")).isEmpty();
    assertThat(keys("/api/orders?limit=500&updatedSince=" + before))
        .contains(cancelled.key(), sold.key());
    assertThat(keys("/api/orders?limit=500&updatedSince=2999-01-01T00:00:00Z")).isEmpty();
  }

  /** Mechanism: the cursor, which names the last row of the page before. */
  @Test
  void pagesThroughOrdersWithoutLosingOrRepeatingAny() {
    var placed = IntStream.range(0, 5).mapToObj(n -> shop.sells("85123A").key()).toList();
    Waiting.until(() ->
        given().get("/api/orders?limit=500").then().body("items.key", hasItems(texts(placed))));
    applied();

    List<String> seen = new ArrayList<>();
    var pages = 0;
    String cursor = "";
    do {
      var page =
          given()
              .get("/api/orders?limit=2&cursor=" + cursor)
              .then()
              .statusCode(200)
              .extract()
              .jsonPath();
      seen.addAll(page.getList("items.key", String.class));
      cursor = page.getString("next");
      pages++;
    } while (cursor != null);

    assertThat(pages).isGreaterThan(2);
    assertThat(seen).doesNotHaveDuplicates().containsAll(placed);
    assertThat(seen).isEqualTo(keys("/api/orders?limit=500"));
  }

  /** Mechanism: one reference per order in the books. */
  @Test
  void showsWhatIsOnItsWay() {
    books.know("85123A");
    var order = shop.sells("85123A");
    settled(order);

    given()
        .get("/api/deliveries?limit=500&state=settled&connection=netsuite")
        .then()
        .statusCode(200)
        .body("items.key", hasItem(order.key()));
    given()
        .get("/api/deliveries?state=settled&connection=shopify-eu")
        .then()
        .body("items", hasSize(0));
  }

  private static String webhooks() {
    return "/webhooks/shopify-eu/orders/create";
  }

  private static String[] texts(List<String> texts) {
    return texts.toArray(String[]::new);
  }

  private static List<String> keys(String path) {
    return given()
        .get(path)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("items.key", String.class);
  }

  /** Both systems were heard, and nothing is asked of the ERP any more. */
  static void settled(Placed order) {
    Waiting.until(() ->
        given()
            .get("/api/orders/" + order.key())
            .then()
            .statusCode(200)
            .body("replicas.connection", hasItems("shopify-eu", "netsuite"))
            .body("deliveries.find { it.connection == 'netsuite' }.state", equalTo("settled")));
    applied();
  }

  /** All that came so far was applied, delivered and published. */
  static void applied() {
    Waiting.until(() ->
        given()
            .get("/api/status")
            .then()
            .statusCode(200)
            .body("inboxLag", equalTo(0))
            .body("outbox", equalTo(0))
            .body("rereads", equalTo(0))
            .body("deliveries.due", equalTo(0))
            .body("deliveries.inFlight", equalTo(0)));
  }
}
