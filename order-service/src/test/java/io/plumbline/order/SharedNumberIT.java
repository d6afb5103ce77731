package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Two orders of one shop that share a number are two orders, to us and to the books. */
@QuarkusTest
class SharedNumberIT extends OnRealParts {

  private static final String CODE = "two-orders-one-number";

  /** Mechanism: a number alone makes nothing one that a shop sold under two ids. */
  @Test
  void booksBothUnderTheirOwnIds() {
    books.know("85123A");
    var number = Shopfront.number();

    var first = sells(number, 6);
    OrdersIT.settled(first);
    var second = sells(number, 2);
    OrdersIT.settled(second);

    assertThat(books.of(first)).as("sales orders of %s", first.key()).hasSize(1);
    assertThat(books.of(second)).as("sales orders of %s", second.key()).hasSize(1);
    assertThat(books.of(first).get(0).at("/item/items/0/quantity").asText()).isEqualTo("6");
    assertThat(books.of(second).get(0).at("/item/items/0/quantity").asText()).isEqualTo("2");
  }

  /** Mechanism: the rivalry is kept, and decided about on both sides when it begins. */
  @Test
  void tellsOfBothThatTheirNumberIsAmbiguous() {
    books.know("85123A");
    var number = Shopfront.number();
    var first = sells(number, 6);
    OrdersIT.settled(first);
    given().get(order(first)).then().body("exceptions.code", not(hasItem(CODE)));

    var second = sells(number, 2);
    OrdersIT.settled(second);

    given().get(order(first)).then().statusCode(200).body("exceptions.code", hasItem(CODE));
    given().get(order(second)).then().statusCode(200).body("exceptions.code", hasItem(CODE));
    given()
        .get("/api/dead-letters?state=open&limit=500")
        .then()
        .body("items.findAll { it.cause == '" + CODE + "' }.key", hasItem(first.key()))
        .body("items.findAll { it.cause == '" + CODE + "' }.key", hasItem(second.key()));
  }

  private Placed sells(String number, int quantity) {
    return shop.places(
        """
        {"number": "%s", "channel": "web", "currency": "GBP", "taxRate": "0.2", "taxesIncluded": true,
         "shipping": "4.95", "lines": [{"sku": "85123A", "quantity": %d, "unitPrice": "2.55"}]}
        """
            .formatted(number, quantity));
  }

  private static String order(Placed placed) {
    return "/api/orders/" + placed.key();
  }
}
