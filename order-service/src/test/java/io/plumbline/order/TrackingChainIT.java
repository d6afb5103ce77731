package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** What the warehouse shipped, on its way back to the shop that sold it. */
@QuarkusTest
class TrackingChainIT extends OnTheWholeChain {

  /**
   * Mechanism: {@code warehouses.<storefront>} says who ships; the order's own storefront wants its
   * shipments, and plans one fulfilment each.
   */
  @Test
  void hasEachOrderShippedByItsShopsOwnHallAndTellsThatShopAndNoOther() {
    books.know("85123A");
    var here = shop.sells("85123A");
    var there = second.sells("85123A");
    inTheHall(here, there);

    hall.ships(here, "T1", "85123A", 2);
    hall.ships(here, "T2");
    secondHall.ships(there, "T3");

    Waiting.until(
        () -> assertThat(shop.tracking(here)).as(here.key()).containsExactlyInAnyOrder("T1", "T2"));
    Waiting.until(
        () -> assertThat(second.tracking(there)).as(there.key()).containsExactlyInAnyOrder("T3"));
    atRest(here, there);
    assertThat(shop.tracking(here)).containsExactlyInAnyOrder("T1", "T2");
    assertThat(second.tracking(there)).containsExactlyInAnyOrder("T3");
    assertThat(books.tracking(here)).containsExactlyInAnyOrder("T1", "T2");
    assertThat(books.tracking(there)).containsExactly("T3");
    assertThat(hall.of(there)).as("%s in the other hall", there.key()).isEmpty();
    assertThat(secondHall.of(here)).as("%s in the other hall", here.key()).isEmpty();
  }

  /** Mechanism: the same goods under another number are the same shipment. */
  @Test
  void tellsAnotherCarrierAndNumberOfAParcelThatIsKnown() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    var parcel = hall.ships(order, "OLD1");
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("OLD1"));

    hall.does(
        order,
        "track",
        "{\"shipment\": %s, \"carrier\": \"rail\", \"tracking_number\": \"NEW1\"}"
            .formatted(parcel));

    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("NEW1"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactly("NEW1"));
    atRest(order);
    assertThat(shop.fulfilments(order)).hasSize(1);
    assertThat(shop.fulfilments(order).get(0).path("tracking_company").asText()).isEqualTo("rail");
    assertThat(books.shipments(order)).hasSize(1);
  }
}
