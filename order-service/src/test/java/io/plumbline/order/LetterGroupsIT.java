package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.plumbline.engine.deadletter.DeadLetters;
import io.plumbline.engine.secrecy.MasterKey;
import io.plumbline.engine.sql.Transactions;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One decision for all dead letters that say the same. */
@QuarkusTest
class LetterGroupsIT extends OnRealParts {

  @Inject Transactions transactions;
  @Inject DeadLetters letters;
  @Inject MasterKey master;

  /** Mechanism: what is quoted and every word with a digit is left out of what letters share. */
  @Test
  void decidesAGroupOfLettersThatSayTheSame() {
    var first = kept().empty("expected a known item on line 7, found 'LAMP-1'. Book it.");
    var second = kept().empty("expected a known item on line 12, found 'Lamp B'. Book it.");
    var other = kept().empty("expected an open period, found 'closed'. Open it.");
    var id = groupOf(first);
    var group = groups();

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
    var letter = kept().empty("expected what can be opened, found nothing of it 4711.");

    given()
        .post("/api/dead-letter-groups/" + groupOf(letter) + "/retry?limit=10")
        .then()
        .statusCode(200)
        .body("done", equalTo(0))
        .body("refused[0].letter", equalTo((int) letter))
        .body("refused[0].why", containsString("Discard it"));
    given().get("/api/dead-letters?state=open&limit=500").then().body(has(letter), hasSize(1));
  }

  /** Mechanism: a retried delivery is due again, each of the group. */
  @Test
  void sendsEveryOrderOfAGroupOnceTheErpKnowsTheirItem() {
    var sku = "NEW-" + Shopfront.number();
    var orders = List.of(shop.sells(sku), shop.sells(sku));
    orders.forEach(
        order -> Waiting.until(() -> assertThat(OnTheWholeChain.letters(order)).hasSize(1)));
    var group =
        groups()
            .getString(
                "find { it.connection == 'netsuite' && it.kind == 'delivery' && it.signature.contains('unknown SKU') }.id");
    books.know(sku);

    var decided = given().post("/api/dead-letter-groups/" + group + "/retry?limit=500");

    decided.then().statusCode(200).body("refused", hasSize(0)).body("more", equalTo(false));
    assertThat(decided.jsonPath().getInt("done")).isGreaterThanOrEqualTo(orders.size());
    for (var order : orders) {
      OrdersIT.settled(order);
      assertThat(books.of(order)).as(order.key()).hasSize(1);
      assertThat(OnTheWholeChain.letters(order)).isEmpty();
    }
  }

  /**
   * Mechanism: the cursor goes on behind what was decided, up to what was there when it began; by
   * the oldest alone those that cannot be retried would be met again and again.
   */
  @Test
  void comesPastThoseThatCannotBeRetriedToAnEnd() {
    var why = "expected a door that opens, found one that sticks. Oil it.";
    var stuck = Stream.generate(() -> kept().empty(why)).limit(3).toList();
    var sold = shop.sells("85123A");
    var first = RetryIT.twinOf(sold, "2026-11-20T09:00:00Z");
    var second = RetryIT.twinOf(shop.sells("85123A"), "2026-11-20T09:00:00Z");
    kept().inbound(first.path("id").asText(), first.toString(), why);
    kept().inbound(second.path("id").asText(), second.toString(), why);
    var retry = "/api/dead-letter-groups/" + groupOf(stuck.getFirst()) + "/retry?limit=2";

    var begin = decided(retry);
    var late = kept().empty(why);
    var middle = decided(retry + "&cursor=" + begin.getString("next"));
    var end = decided(retry + "&cursor=" + middle.getString("next"));

    assertThat(refused(begin)).containsExactly(stuck.get(0), stuck.get(1));
    assertThat(begin.getBoolean("more")).isTrue();
    assertThat(refused(middle)).containsExactly(stuck.get(2));
    assertThat(middle.getInt("done")).isEqualTo(1);
    assertThat(middle.getBoolean("more")).isTrue();
    assertThat(refused(end)).isEmpty();
    assertThat(end.getInt("done")).isEqualTo(1);
    assertThat(end.getBoolean("more")).isFalse();
    assertThat(end.getString("next")).isNull();
    given().get("/api/dead-letters?state=open&limit=500").then().body(has(late), hasSize(1));
    for (var order : List.of(first, second)) {
      Waiting.until(() ->
          given()
              .get("/api/orders/shopify-eu:" + order.path("id").asText())
              .then()
              .statusCode(200));
    }
  }

  @Test
  void namesACursorThatItNeverGave() {
    for (var cursor : List.of("!", "bm8", "bm8Kbm8")) {
      given()
          .post("/api/dead-letter-groups/any/retry?cursor=" + cursor)
          .then()
          .statusCode(400)
          .body("parameter", equalTo("cursor"));
    }
  }

  private static JsonPath decided(String path) {
    return given().post(path).then().statusCode(200).extract().jsonPath();
  }

  private static List<Long> refused(JsonPath decided) {
    return decided.getList("refused.letter", Long.class);
  }

  /** The group that has this letter among its oldest. */
  private static String groupOf(long letter) {
    return groups().getString("find { it.letters.contains(" + letter + ") }.id");
  }

  private static JsonPath groups() {
    return given()
        .get("/api/dead-letter-groups?limit=500")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static String has(long letter) {
    return "items.findAll { it.id == " + letter + " }";
  }

  private KeptLetters kept() {
    return new KeptLetters(transactions, letters, master);
  }
}
