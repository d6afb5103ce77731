package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** From the shop into the books and the warehouse, and what left there back to both. */
@QuarkusTest
class ShippingChainIT extends OnTheWholeChain {

  /** Mechanism: one want for each of them, under the order's reference. */
  @Test
  void asksTheWarehouseToShipWhatWasSold() {
    books.know("85123A", "22423");
    var order = sellsTwo();

    inTheHall(order);

    var asked = hall.one(order);
    assertThat(asked.path("order_number").asText()).isEqualTo(order.number());
    assertThat(asked.path("total_price").asText())
        .isEqualTo(order.payload().path("current_total_price").asText());
    assertThat(asked.path("line_items"))
        .extracting(
            line -> line.path("partner_line_item_id").asText(),
            line -> line.path("sku").asText(),
            line -> line.path("quantity").asInt())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(order.line(0), "85123A", 6),
            org.assertj.core.groups.Tuple.tuple(order.line(1), "22423", 2));
    assertThat(asked.path("holds").path("payment_hold").asBoolean()).isFalse();
    assertThat(books.of(order)).hasSize(1);
    assertThat(books.deposits(order))
        .as("deposits of %s", order.key())
        .extracting(made -> made.path("externalId").asText(), made -> made.path("payment").asText())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                order.key() + ":dep:1", order.payload().path("current_total_price").asText()));
    assertThat(books.invoices(order)).isEmpty();
  }

  /**
   * Mechanism: a step for each shipment and each invoice under its own name ({@code Books.dues});
   * the next plan sees what is there.
   */
  @Test
  void tellsBothOfAPartThatWasShippedAndThenOfTheRestAndBillsEachPartOnce() {
    books.know("85123A", "22423");
    var order = sellsTwo();
    inTheHall(order);

    var part = hall.ships(order, "P1", "85123A", 4);
    var billed = "%s {%s=4}".formatted(Books.invoice(order, part), order.line(0));
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("P1"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactly("P1"));
    Waiting.until(() -> assertThat(books.invoices(order)).containsExactly(billed));
    Waiting.until(() -> assertThat(state(order)).isEqualTo("partlyFulfilled"));
    var rest = hall.ships(order, "P2");

    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactlyInAnyOrder("P1", "P2"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactlyInAnyOrder("P1", "P2"));
    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));
    atRest(order);
    assertThat(shop.order(order).path("fulfillment_status").asText()).isEqualTo("fulfilled");
    assertThat(books.one(order).path("orderStatus").path("id").asText()).isEqualTo("G");
    assertThat(books.invoices(order))
        .containsExactlyInAnyOrder(
            billed,
            "%s %s"
                .formatted(
                    Books.invoice(order, rest),
                    new TreeMap<>(Map.of(order.line(0), 2, order.line(1), 2))));
    assertThat(inShop(order))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "P1", Map.of(order.line(0), 4),
                "P2", Map.of(order.line(0), 2, order.line(1), 2)));
    assertThat(books.shipments(order)).hasSize(2);
  }

  /** Mechanism: the names of shipments tell those of one moment apart. */
  @Test
  void tellsOfTwoParcelsThatLeaveInOneMoment() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);

    var one = hall.ships(order, "Q1", "85123A", 3);
    var other = hall.ships(order, "Q2", "85123A", 3);

    Waiting.until(() -> assertThat(books.tracking(order)).containsExactlyInAnyOrder("Q1", "Q2"));
    Waiting.until(() ->
        assertThat(inShop(order))
            .containsExactlyInAnyOrderEntriesOf(
                Map.of("Q1", Map.of(order.line(0), 3), "Q2", Map.of(order.line(0), 3))));
    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));
    atRest(order);
    assertThat(shop.fulfilments(order)).hasSize(2);
    assertThat(books.shipments(order)).hasSize(2);
    assertThat(books.invoices(order))
        .containsExactlyInAnyOrder(
            "%s {%s=3}".formatted(Books.invoice(order, one), order.line(0)),
            "%s {%s=3}".formatted(Books.invoice(order, other), order.line(0)));
  }

  /** Mechanism: {@code location.<warehouse>}, by what the warehouse says it shipped from. */
  @Test
  void booksEachParcelAtTheLocationOfTheBuildingThatItLeft() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);

    hall.ships(order, "B1", "85123A", 2);
    hall.does(
        order,
        "ship",
        "{\"carrier\": \"post\", \"tracking_number\": \"B2\", \"warehouse\": %d}"
            .formatted(Chain.BUILDING));

    Waiting.until(() ->
        assertThat(locations(order))
            .containsExactlyInAnyOrderEntriesOf(Map.of("B1", "", "B2", Chain.LOCATION)));
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactlyInAnyOrder("B1", "B2"));
    atRest(order);
    assertThat(letters(order)).isEmpty();
  }

  /** By number where in the books the goods came from. */
  private Map<String, String> locations(Placed order) {
    var locations = new TreeMap<String, String>();
    for (JsonNode made : books.shipments(order)) {
      locations.put(
          made.at("/package/items/0/packageTrackingNumber").asText(),
          made.at("/item/items/0/location/id").asText());
    }
    return locations;
  }

  /** Mechanism: the signature, and the answer that this vendor takes for one. */
  @Test
  void hearsTheWarehousesOwnWebhooks() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);

    hall.does(order, "allocate", "{}");
    hall.ships(order, "W1");

    Waiting.until(
        () -> assertThat(hall.control().get("/idle").path("webhooksPending").asInt()).isZero());
    var told = hall.control().get("/idle").path("webhooks");
    assertThat(told.path("webhooksDelivered").asInt()).as("%s", told).isGreaterThanOrEqualTo(3);
    assertThat(told.path("webhooksLost").asInt()).as("%s", told).isZero();
  }

  private Placed sellsTwo() {
    return shop.places(
        """
        {"number": "%s", "channel": "web", "currency": "GBP", "taxRate": "0.2", "taxesIncluded": true,
         "shipping": "4.95", "lines": [{"sku": "85123A", "quantity": 6, "unitPrice": "2.55"},
                                       {"sku": "22423", "quantity": 2, "unitPrice": "10.95"}]}
        """
            .formatted(Shopfront.number()));
  }

  /** What each parcel holds, as the shop shows it. */
  private Map<String, Map<String, Integer>> inShop(Placed order) {
    var parcels = new TreeMap<String, Map<String, Integer>>();
    for (JsonNode made : shop.fulfilments(order)) {
      var lines = new TreeMap<String, Integer>();
      made.path("line_items")
          .forEach(line -> lines.put(line.path("id").asText(), line.path("quantity").asInt()));
      parcels.put(made.path("tracking_number").asText(), lines);
    }
    return parcels;
  }
}
