package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.restassured.path.json.JsonPath;

/** The service between two storefronts, an ERP and the warehouse that ships for both. */
@WithTestResource(value = Chain.class, scope = TestResourceScope.MATCHING_RESOURCES)
abstract class OnTheWholeChain extends OnRealParts {

  final Shopfront second = new Shopfront(Control.of(Chain.SECOND_SHOP), "shopify-us");
  final Hall hall = new Hall(Control.of(Chain.WAREHOUSE));

  /** The ERP and the warehouse have them, and nothing is asked of either any more. */
  final void inTheHall(Placed... orders) {
    for (var order : orders) {
      Waiting.until(() -> {
        var seen = look(order);
        assertThat(seen.getList("replicas.connection", String.class))
            .as("where %s is", order.key())
            .contains(order.connection(), Books.CONNECTION, Hall.CONNECTION);
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

  final String state(Placed order) {
    return look(order).getString("status");
  }

  static JsonPath look(Placed order) {
    return given().get("/api/orders/" + order.key()).then().statusCode(200).extract().jsonPath();
  }
}
