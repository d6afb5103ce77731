package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.plumbline.engine.sql.Sql;
import io.plumbline.engine.sql.Transactions;
import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What keeps the warehouse from shipping, and who lets it go. */
@QuarkusTest
class HoldChainIT extends OnTheWholeChain {

  @Inject Transactions transactions;

  /** Mechanism: the payment's status decides about the hold of that name. */
  @Test
  void waitsForThePaymentAndGoesWithIt() {
    books.know("85123A");
    var order =
        shop.places(
            """
            {"number": "%s", "channel": "web", "currency": "GBP", "paid": false,
             "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": "2.55"}]}
            """
                .formatted(Shopfront.number()));
    inTheHall(order);
    assertThat(held(order, "payment")).isTrue();

    shop.does(order, "pay", "{}");

    Waiting.until(() -> assertThat(held(order, "payment")).isFalse());
    assertThat(held(order, "operator")).isFalse();
  }

  /** Mechanism: the hold is a part of what is decided by, and asks for a decision at once. */
  @Test
  void keepsBackWhatAPersonHoldsUntilItIsReleased() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);

    ask(order, "hold", "{\"reason\": \"the buyer asks for another colour\", \"by\": \"ada\"}")
        .statusCode(200)
        .body("reason", equalTo("the buyer asks for another colour"));

    Waiting.until(() -> assertThat(held(order, "operator")).isTrue());
    given()
        .get("/api/orders/" + order.key())
        .then()
        .body("hold.heldBy", equalTo("ada"))
        .body("hold.releasedAt", equalTo(null));
    ask(order, "hold", "{\"reason\": \"again\", \"by\": \"bob\"}")
        .statusCode(409)
        .body("detail", containsString("held already"));

    ask(order, "release", "{\"by\": \"bob\"}").statusCode(200);

    Waiting.until(() -> assertThat(held(order, "operator")).isFalse());
    ask(order, "release", "{\"by\": \"bob\"}")
        .statusCode(409)
        .body("detail", containsString("nobody holds"));
  }

  /** Mechanism: the hold and what is decided by it are one transaction. */
  @Test
  void holdsNothingWhereItCannotBeDecided() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    atRest(order);
    var why = "{\"reason\": \"the buyer calls\", \"by\": \"ada\"}";

    // What is decided of this order cannot be stored.
    sql(
        "alter table orders add constraint undecided check (key <> '%s') not valid"
            .formatted(order.key()));
    try {
      ask(order, "hold", why).statusCode(greaterThanOrEqualTo(500));
    } finally {
      sql("alter table orders drop constraint undecided");
    }

    given().get("/api/orders/" + order.key()).then().body("hold", equalTo(null));
    ask(order, "hold", why).statusCode(200);
    Waiting.until(() -> assertThat(held(order, "operator")).isTrue());
  }

  /** Mechanism: what was never held by us is not ours to let go. */
  @Test
  void leavesTheWarehousesOwnHoldAlone() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.does(order, "hold", "{\"operator_hold\": true}");

    shop.does(
        order,
        "edit",
        "{\"lines\": [{\"lineId\": \"%s\", \"quantity\": 4}]}".formatted(order.line(0)));

    Waiting.until(
        () -> assertThat(hall.one(order).at("/line_items/0/quantity").asInt()).isEqualTo(4));
    assertThat(held(order, "operator")).isTrue();
  }

  /** Mechanism: once the warehouse was seen without our hold, the next one is its own. */
  @Test
  void leavesTheWarehousesOwnHoldAloneAfterARelease() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    ask(order, "hold", "{\"reason\": \"the buyer calls\", \"by\": \"ada\"}").statusCode(200);
    Waiting.until(() -> assertThat(held(order, "operator")).isTrue());
    ask(order, "release", "{\"by\": \"ada\"}").statusCode(200);
    Waiting.until(() -> assertThat(held(order, "operator")).isFalse());
    atRest(order);
    hall.does(order, "hold", "{\"operator_hold\": true}");
    Waiting.until(() -> assertThat(seenHeld(order)).isTrue());

    shop.does(
        order,
        "edit",
        "{\"lines\": [{\"lineId\": \"%s\", \"quantity\": 4}]}".formatted(order.line(0)));

    Waiting.until(
        () -> assertThat(hall.one(order).at("/line_items/0/quantity").asInt()).isEqualTo(4));
    atRest(order);
    assertThat(held(order, "operator")).isTrue();
  }

  /** Mechanism: the state offers no hold, and says what is left. */
  @Test
  void refusesToHoldWhatHasLeft() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.ships(order, "H1");
    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));

    ask(order, "hold", "{\"reason\": \"too late\", \"by\": \"ada\"}")
        .statusCode(409)
        .body("detail", containsString("comes back as a return"));
    ask(order, "hold", "{\"reason\": \" \", \"by\": \"ada\"}")
        .statusCode(422)
        .body("parameter", equalTo("reason"));
  }

  private static ValidatableResponse ask(Placed order, String what, String json) {
    return given()
        .contentType("application/json")
        .body(json)
        .post("/api/orders/" + order.key() + "/" + what)
        .then();
  }

  private void sql(String statement) {
    transactions.run(tx -> Sql.update(tx, statement));
  }

  /** What we compare with: until it is heard of, there is nothing to be lifted. */
  private boolean seenHeld(Placed order) {
    return look(order)
        .getBoolean(
            "replicas.find { it.connection == 'shiphero' }.facets.fulfilment.holds.operator");
  }

  private boolean held(Placed order, String kind) {
    return hall.one(order).path("holds").path(kind + "_hold").asBoolean();
  }
}
