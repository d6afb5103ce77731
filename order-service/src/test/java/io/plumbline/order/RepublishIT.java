package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.Changes.Change;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was published, published again, so that the reconciler can start from nothing. */
@QuarkusTest
class RepublishIT extends OnRealParts {

  /** Mechanism: ids are made of what happened, and what was told is kept as it was told. */
  @Test
  void tellsAgainWhatItToldWithTheSameIdsValuesAndTimes() {
    books.know("85123A");
    var sold = shop.sells("85123A");
    var rejected = shop.sells("UNHEARD-OF-" + Shopfront.number());
    OrdersIT.settled(sold);
    Waiting.until(
        () -> assertThat(told(Changes.all(), "dead-lettered", rejected.key())).hasSize(1));
    var ended = mergedInto(sold());
    Signed.webhook("{\"id\": 77201, ").post("/webhooks/shopify-eu/orders/create");
    OrdersIT.applied();
    quiet();
    var before = Changes.all();

    var counts = given().post("/api/republish").then().statusCode(200).extract().jsonPath();
    OrdersIT.applied();

    var after = Changes.all();
    var again = after.stream().filter(change -> behind(before, change)).toList();
    assertThat(again).hasSizeGreaterThan(6);
    assertThat(before.stream().map(Change::told).toList())
        .as("told again and never told before")
        .containsAll(again.stream().map(Change::told).toList());
    assertThat(told(again, "observed", sold.key())).hasSizeGreaterThanOrEqualTo(2);
    assertThat(told(again, "delivered", sold.key())).isNotEmpty();
    assertThat(told(again, "dead-lettered", rejected.key())).hasSize(1);
    assertThat(told(again, "linked", ended)).hasSize(1);
    assertThat(again)
        .anyMatch(change -> change.is("dead-lettered") && change.says("kind", "inbound"));
    assertThat(counts.getLong("linked")).isEqualTo(count(again, "linked"));
    assertThat(counts.getLong("observed")).isEqualTo(count(again, "observed"));
    assertThat(counts.getLong("delivered")).isEqualTo(count(again, "delivered"));
    assertThat(counts.getLong("deadLettered")).isEqualTo(count(again, "dead-lettered"));
  }

  /**
   * Mechanism: every state that was published is kept in its order, and told again in it; and all
   * that is told of one key says that more follows, but for the last.
   */
  @Test
  void tellsTheWholeHistoryOfAnEntityInItsOrder() {
    books.know("85123A");
    var order = shop.sells("85123A");
    OrdersIT.settled(order);
    shop.cancels(order);
    Waiting.until(() ->
        assertThat(told(Changes.all(), "observed", order.key()))
            .filteredOn(change -> change.says("connection", "netsuite"))
            .anyMatch(change ->
                change.value().at("/facets/commercial/status").asText().equals("cancelled")));
    OrdersIT.applied();
    quiet();
    var before = Changes.all();

    given().post("/api/republish").then().statusCode(200);
    OrdersIT.applied();

    var again = Changes.all().stream().filter(change -> behind(before, change)).toList();
    assertThat(told(again, "observed", order.key()).stream().map(Change::told).toList())
        .hasSizeGreaterThan(3)
        .isEqualTo(
            told(before, "observed", order.key()).stream()
                .filter(change -> change.retold() == null)
                .map(Change::told)
                .toList());
    assertThat(told(again, "delivered", order.key()).stream().map(Change::told).toList())
        .isEqualTo(
            told(before, "delivered", order.key()).stream()
                .filter(change -> change.retold() == null)
                .map(Change::told)
                .toList());
    assertThat(
            again.stream()
                .filter(change -> order.key().equals(change.key()))
                .map(Change::retold)
                .toList())
        .as("whether more follows")
        .endsWith("last")
        .containsOnlyOnce("last")
        .containsOnly("more", "last");
  }

  /** An order that the till booked by itself, and whose number the ERP learns late. */
  private String mergedInto(Shopfront.Placed order) {
    var booked =
        books
            .control()
            .post(
                "/salesOrders",
                """
                {"currency": {"refName": "GBP"}, "lines": [{"sku": "85123A", "quantity": 1, "unitPrice": "1.00"}]}
                """);
    var key = Books.CONNECTION + ":" + booked.path("id").asText();
    Waiting.until(() -> assertThat(told(Changes.all(), "observed", key)).hasSize(1));
    Waiting.until(() -> assertThat(told(Changes.all(), "observed", order.key())).hasSize(1));

    books
        .control()
        .post(
            "/salesOrders/" + booked.path("id").asText() + "/edit",
            "{\"otherRefNum\": \"" + order.number() + "\"}");

    Waiting.until(() -> assertThat(told(Changes.all(), "linked", key)).hasSize(1));
    return key;
  }

  private Shopfront.Placed sold() {
    return shop.places(
        """
        {"number": "%s", "channel": "pos", "currency": "GBP",
         "lines": [{"sku": "85123A", "quantity": 1, "unitPrice": "1.00"}]}
        """
            .formatted(Shopfront.number()));
  }

  /** Polls repeat nothing that is known, so that only what is told again comes. */
  private static void quiet() {
    var seen = new HashSet<Integer>();
    Waiting.until(() -> {
      seen.clear();
      seen.add(Changes.all().size());
      OrdersIT.applied();
      seen.add(Changes.all().size());
      assertThat(seen).as("numbers of events").hasSize(1);
    });
  }

  private static boolean behind(List<Change> before, Change change) {
    return before.stream()
        .noneMatch(
            known -> known.partition() == change.partition() && known.offset() == change.offset());
  }

  private static List<Change> told(List<Change> changes, String type, String key) {
    return changes.stream().filter(change -> change.is(type) && key.equals(change.key())).toList();
  }

  private static long count(List<Change> changes, String type) {
    return changes.stream().filter(change -> change.is(type)).count();
  }
}
