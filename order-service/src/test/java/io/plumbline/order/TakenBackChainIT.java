package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was told to have left and has not, or came back. */
@QuarkusTest
class TakenBackChainIT extends OnTheWholeChain {

  @AfterEach
  void billsAgain() {
    books.refusesInvoices();
  }

  /**
   * Mechanism: a voided shipment is told as such, and each system takes its own one back; a refused
   * invoice keeps no shipment back and is asked for no more once its shipment is void.
   */
  @Test
  void takesAVoidedShipmentBackInTheShopAndInTheBooksAndTellsTheNextOne() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    var right = hall.ships(order, "V1", "85123A", 2);
    var billed = "%s {%s=2}".formatted(Books.invoice(order, right), order.line(0));
    Waiting.until(() -> assertThat(books.invoices(order)).containsExactly(billed));
    books.refusesInvoices(order);
    var wrong = hall.ships(order, "V2");
    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactlyInAnyOrder("V1", "V2"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactlyInAnyOrder("V1", "V2"));
    Waiting.until(() -> assertThat(letters(order)).hasSize(1));

    hall.parcel(order, "void", wrong);

    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactly("V1"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactly("V1"));
    Waiting.until(() -> assertThat(state(order)).isEqualTo("partlyFulfilled"));
    atRest(order);
    assertThat(shop.order(order).path("fulfillment_status").asText()).isEqualTo("partial");
    assertThat(books.one(order).path("orderStatus").path("id").asText()).isEqualTo("D");
    assertThat(letters(order)).isEmpty();

    books.refusesInvoices();
    var next = hall.ships(order, "V3");

    Waiting.until(() -> assertThat(shop.tracking(order)).containsExactlyInAnyOrder("V1", "V3"));
    Waiting.until(() -> assertThat(books.tracking(order)).containsExactlyInAnyOrder("V1", "V3"));
    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));
    atRest(order);
    assertThat(books.invoices(order))
        .containsExactlyInAnyOrder(
            billed, "%s {%s=4}".formatted(Books.invoice(order, next), order.line(0)));
    assertThat(letters(order)).isEmpty();
  }

  /**
   * Mechanism: credit memos are read with the order ({@code NetSuiteQueries.changedCredits}, since
   * they date nothing else), and what is credited is no longer billed ({@code Invoices.stands}).
   */
  @Test
  void asksForTheCreditOfABilledShipmentThatIsVoidedUntilItIsCredited() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    hall.ships(order, "C1", "85123A", 2);
    var wrong = hall.ships(order, "C2");
    var invoice = Books.invoice(order, wrong);
    Waiting.until(() -> assertThat(billed(order)).contains(invoice));

    hall.parcel(order, "void", wrong);

    Waiting.until(() ->
        assertThat(exceptions(order))
            .singleElement()
            .asString()
            .contains("billed-not-shipped", "parcel C2", "Credit the buyer there"));

    books.credit(order, invoice, 4);

    Waiting.until(() -> assertThat(exceptions(order)).isEmpty());
    atRest(order);
    assertThat(shop.tracking(order)).containsExactly("C1");
    // The ERP lets no shipment go that an invoice counts on.
    assertThat(books.tracking(order)).containsExactlyInAnyOrder("C1", "C2");
    assertThat(letters(order)).isEmpty();
  }

  /** The names of the invoices that the books were last heard to hold of it. */
  private static Set<String> billed(Placed order) {
    return Changes.all().stream()
        .filter(change -> change.is("observed") && change.says("key", order.key()))
        .filter(change -> change.says("connection", Books.CONNECTION))
        .reduce((_, last) -> last)
        .map(change -> change.value().at("/facets/billing/invoices").properties())
        .orElse(Set.of())
        .stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Mechanism: the carrier's word stands with the shipment, and asks for a person. */
  @Test
  void tellsThatAParcelCameBackToTheSender() {
    books.know("85123A");
    var order = shop.sells("85123A");
    inTheHall(order);
    var parcel = hall.ships(order, "B1");
    Waiting.until(() -> assertThat(state(order)).isEqualTo("billed"));

    hall.parcel(order, "returnToSender", parcel);

    Waiting.until(() ->
        assertThat(exceptions(order))
            .singleElement()
            .asString()
            .contains("returned-to-sender", "parcel B1", "take it in as a return"));
    Waiting.until(() ->
        assertThat(Changes.all())
            .filteredOn(change -> change.is("observed") && change.says("key", order.key()))
            .filteredOn(change -> change.says("connection", Hall.CONNECTION))
            .last()
            .satisfies(change ->
                assertThat(
                        change
                            .value()
                            .at("/facets/fulfilment/shipments/" + parcel + "/status")
                            .asText())
                    .isEqualTo("returned")));
    atRest(order);
    assertThat(books.shipments(order)).hasSize(1);
    assertThat(shop.tracking(order)).containsExactly("B1");
  }
}
