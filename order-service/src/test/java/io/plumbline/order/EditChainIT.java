package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What is changed of an order after it was placed. */
@QuarkusTest
class EditChainIT extends OnTheWholeChain {

  /** Mechanism: the lines are compared, changed and added by the name both sides know. */
  @Test
  void reachesAWarehouseThatHasNotPicked() {
    books.know("85123A", "22423");
    var order = shop.sells("85123A");
    inTheHall(order);

    shop.does(
        order,
        "edit",
        "{\"lines\": [{\"sku\": \"85123A\", \"quantity\": 4}, {\"sku\": \"22423\", \"quantity\": 1, \"unitPrice\": \"9.95\"}]}");

    Waiting.until(() ->
        assertThat(hall.one(order).path("line_items"))
            .extracting(line -> line.path("sku").asText() + " x " + line.path("quantity").asInt())
            .containsExactlyInAnyOrder("85123A x 4", "22423 x 1"));
    Waiting.until(() ->
        assertThat(books.one(order).at("/item/items"))
            .extracting(
                line -> line.at("/item/refName").asText() + " x " + line.path("quantity").asInt())
            .containsExactlyInAnyOrder("85123A x 4", "22423 x 1"));
    atRest(order);
    assertThat(letters(order)).isEmpty();
  }

  /** Mechanism: the refusal is recognised; once the goods are put back, a retry goes through. */
  @Test
  void isRefusedWithAReasonOnceTheGoodsAreInHand() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.picks(order);

    edits(order, 4);

    Waiting.until(() ->
        assertThat(letters(order))
            .singleElement()
            .asString()
            .contains("change lines before it is picked, found that it is in hand there already")
            .contains("Have it put back in the warehouse and retry"));
    assertThat(quantity(order)).isEqualTo(6);

    hall.putsBack(order);
    retries(order);

    Waiting.until(() -> assertThat(quantity(order)).isEqualTo(4));
    Waiting.until(() -> assertThat(letters(order)).isEmpty());
  }

  /** Mechanism: what a warehouse gave up is not shipped, until nobody waits for it any more. */
  @Test
  void settlesWhatTheWarehouseCouldNotFind() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.does(order, "short", "{\"missing\": {\"85123A\": 2}}");
    hall.ships(order, "S1");
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("S1"));
    Waiting.until(() ->
        assertThat(exceptions(order))
            .singleElement()
            .asString()
            .contains("short-shipped", "found 4 shipped and that it is done"));
    assertThat(state(order)).isEqualTo("partlyFulfilled");

    edits(order, 4);

    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));
    Waiting.until(
        () -> assertThat(books.one(order).path("orderStatus").path("id").asText()).isEqualTo("G"));
    atRest(order);
    assertThat(shop.order(order).path("fulfillment_status").asText()).isEqualTo("fulfilled");
    assertThat(exceptions(order)).isEmpty();
    assertThat(letters(order)).isEmpty();
  }

  private void edits(Placed order, int quantity) {
    shop.does(
        order,
        "edit",
        "{\"lines\": [{\"lineId\": \"%s\", \"quantity\": %d}]}".formatted(order.line(0), quantity));
  }

  private int quantity(Placed order) {
    return hall.one(order).at("/line_items/0/quantity").asInt();
  }
}
