package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.stream.IntStream;

/** The service between two storefronts, an ERP and two warehouses that ship for one each. */
@WithTestResource(value = Chain.class, scope = TestResourceScope.MATCHING_RESOURCES)
abstract class OnTheWholeChain extends OnRealParts {

  final Shopfront second = new Shopfront(Control.of(Chain.SECOND_SHOP), "shopify-us");
  final Hall hall = new Hall(Control.of(Chain.WAREHOUSE), Hall.CONNECTION);
  final Hall secondHall = new Hall(Control.of(Chain.SECOND_WAREHOUSE), Hall.SECOND);

  /** Who ships it. */
  final Hall hallOf(Placed order) {
    return order.connection().equals(second.connection()) ? secondHall : hall;
  }

  /** The ERP and their warehouse have them, and nothing is asked of either any more. */
  final void inTheHall(Placed... orders) {
    for (var order : orders) {
      Waiting.until(() -> {
        var seen = look(order);
        assertThat(seen.getList("replicas.connection", String.class))
            .as("where %s is", order.key())
            .containsExactlyInAnyOrder(
                order.connection(), Books.CONNECTION, hallOf(order).connection());
        assertThat(seen.getList("deliveries.state", String.class))
            .as("deliveries of %s: %s", order.key(), seen.getList("deliveries"))
            .containsOnly("settled");
      });
    }
    OrdersIT.applied();
  }

  /** What was to be told was told, or can not be; and all of it was heard again. */
  final void atRest(Placed... orders) {
    for (var order : orders) {
      Waiting.until(() ->
          assertThat(look(order).getList("deliveries.state", String.class))
              .as("deliveries of %s: %s", order.key(), look(order).getList("deliveries"))
              .doesNotContain("due", "leased", "waiting"));
    }
    OrdersIT.applied();
  }

  /** Nothing is on its way to any system for it. */
  static void quiet(Placed order) {
    Waiting.until(() -> {
      var answer = given().get("/api/orders/" + order.key()).then().extract();
      assertThat(answer.statusCode()).as("whether %s is known", order.key()).isEqualTo(200);
      assertThat(answer.jsonPath().getList("deliveries.state", String.class))
          .as("deliveries of %s", order.key())
          .doesNotContain("due", "leased", "waiting");
    });
  }

  final String state(Placed order) {
    return look(order).getString("status");
  }

  /** What could not be brought to a system and waits for a person. */
  static List<String> letters(Placed order) {
    return ofOpenLetters(order, "explanation");
  }

  /** The same decision once more. */
  static void retries(Placed order) {
    ofOpenLetters(order, "id")
        .forEach(id -> given().post("/api/dead-letters/" + id + "/retry").then().statusCode(200));
  }

  private static List<String> ofOpenLetters(Placed order, String field) {
    return given()
        .get("/api/dead-letters?state=open&limit=500")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .param("key", order.key())
        .<Object>getList("items.findAll { it.key == key && it.kind == 'delivery' }." + field)
        .stream()
        .map(String::valueOf)
        .toList();
  }

  /** What the rules say of it, each with its code. */
  static List<String> exceptions(Placed order) {
    var found = look(order);
    var codes = found.getList("exceptions.code", String.class);
    var words = found.getList("exceptions.explanation", String.class);
    return IntStream.range(0, codes.size())
        .mapToObj(each -> codes.get(each) + ": " + words.get(each))
        .toList();
  }

  static JsonPath timeline(Placed order) {
    return given()
        .get("/api/orders/" + order.key() + "/timeline")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  static JsonPath look(Placed order) {
    return given().get("/api/orders/" + order.key()).then().statusCode(200).extract().jsonPath();
  }
}
