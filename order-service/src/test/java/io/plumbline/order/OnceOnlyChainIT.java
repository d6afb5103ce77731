package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A vendor without idempotency that does what it was asked long after it gave no answer. */
@QuarkusTest
class OnceOnlyChainIT extends OnTheWholeChain {

  @AfterEach
  void noFaults() {
    hall.control().put("/faults", "{}");
  }

  /** Mechanism: two looks, a settle time apart, before an order is asked for once more. */
  @Test
  void makesNoSecondOrderWhereTheFirstShowsLate() {
    books.know("85123A");
    // Behind the first look, 1 s after our timeout of 3 s, and before the second, 2 s after it.
    hall.control()
        .put(
            "/faults",
            "{\"kinds\": {\"lateEffect\": 1.0}, \"late\": 4700, \"lateAtLeast\": 4300, \"timeout\": 6000}");
    var order = shop.sells("85123A");
    Waiting.until(() ->
        assertThat(hall.control().get("/faults/counts").path("lateEffect").asInt()).isPositive());
    hall.control().put("/faults", "{}");

    inTheHall(order);

    Waiting.until(
        () -> assertThat(hall.control().get("/idle").path("writesPending").asInt()).isZero());
    assertThat(hall.of(order)).hasSize(1);
    assertThat(look(order).<Object>getList("replicas.findAll { it.connection == 'shiphero' }"))
        .hasSize(1);
    assertThat(attempts(order, "create order")).containsExactly("delivered");
  }

  private static java.util.List<String> attempts(Shopfront.Placed order, String step) {
    return io.restassured.RestAssured.given()
        .get("/api/orders/" + order.key() + "/timeline")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("findAll { it.step == '%s' }.outcome".formatted(step), String.class);
  }
}
