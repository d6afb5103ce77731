package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** An order that is called off: stopped while that is possible, else told with the way back. */
@QuarkusTest
class CancellationChainIT extends OnTheWholeChain {

  /** Mechanism: the warehouse wants what the storefront says until it has shipped. */
  @Test
  void stopsTheWarehouseBeforeItPicks() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);

    shop.cancels(order);

    Waiting.until(() -> assertThat(hall.status(order)).isEqualTo("canceled"));
    Waiting.until(
        () -> assertThat(books.one(order).path("orderStatus").path("id").asText()).isEqualTo("C"));
    atRest(order);
    assertThat(state(order)).isEqualTo("cancelled");
    assertThat(letters(order)).isEmpty();
  }

  /** Mechanism: the refusal is recognised, and told with what was found and what to do. */
  @Test
  void saysThatItIsTooLateOnceTheGoodsAreInHandAndOffersTheReturn() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.picks(order);

    shop.cancels(order);

    Waiting.until(() ->
        assertThat(letters(order))
            .singleElement()
            .asString()
            .contains("expected to cancel order before it is picked")
            .contains("found that it is in hand there already")
            .contains("take the goods back as a return"));
    assertThat(hall.status(order)).isEqualTo("pending");
  }

  /** Mechanism: the letter ends with what was wanted, and the rules tell of what left. */
  @Test
  void tellsOfAReturnWhereTheGoodsLeftAllTheSame() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.picks(order);
    shop.cancels(order);
    Waiting.until(() -> assertThat(letters(order)).hasSize(1));

    hall.ships(order, "L1");

    Waiting.until(() ->
        assertThat(exceptions(order))
            .singleElement()
            .asString()
            .contains("cancelled-after-shipping")
            .contains("take the goods back as a return"));
    // Neither the cancelled sales order nor the cancelled order of the shop can be shipped.
    Waiting.until(() ->
        assertThat(
                look(order)
                    .getList("deliveries.findAll { it.state == 'dead' }.connection", String.class))
            .containsExactlyInAnyOrder("netsuite", "shopify-eu"));
  }

  /** Mechanism: what is pending of each line is called off, and what left stays booked. */
  @Test
  void stopsTheRestOfAnOrderThatHasShippedInPart() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.ships(order, "R1", "85123A", 2);
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("R1"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactly("R1"));

    shop.cancels(order);

    Waiting.until(() ->
        assertThat(hall.one(order).at("/line_items/0/quantity_pending_fulfillment").asInt())
            .isZero());
    Waiting.until(
        () -> assertThat(books.one(order).path("orderStatus").path("id").asText()).isEqualTo("H"));
    atRest(order);
    assertThat(books.shipments(order)).hasSize(1);
    assertThat(letters(order)).isEmpty();
    assertThat(exceptions(order)).singleElement().asString().contains("cancelled-after-shipping");
  }
}
