package io.plumbline.order.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow.Decision;
import io.plumbline.engine.flow.Want;
import io.plumbline.order.aggregate.Story;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of an order's money is booked in the ERP. */
class BookingRulesTest {

  private static final String SHIPMENT = "shopify-eu:5120:ff:shiphero.880077";
  private static final String INVOICE = "shopify-eu:5120:inv:shiphero.880077";
  private static final Books INVOICED = new Books(false, true);
  private static final String DEPOSIT = "shopify-eu:5120:dep:1";

  @Test
  void booksNoMoneyUnlessTheCompanyAsksForIt() {
    var want =
        want(
            Books.ORDERS_ONLY,
            "netsuite",
            Story.placed().paid().parcel("880077", "DP1", "6", "fulfilled"));

    assertThat(billing(want)).isEmpty();
  }

  @Test
  void booksTheMoneyOfAPaidOrderUnderOneName() {
    var books = new Books(true, false);

    assertThat(billing(want(books, "netsuite", Story.placed()))).isEmpty();
    assertThat(billing(want(books, "netsuite", Story.placed().payment("authorized")))).isEmpty();
    var deposits = billing(want(books, "netsuite", Story.placed().paid())).path("deposits");
    assertThat(deposits).hasSize(1);
    assertThat(deposits.path(DEPOSIT).path("amount").asText()).isEqualTo("20.30");
  }

  @Test
  void followsAPaidOrderThatIsEditedAndPaidAgain() {
    var deposits =
        billing(
                want(
                    new Books(true, false),
                    "netsuite",
                    Story.placed().paid().editedTo("8", "25.40")))
            .path("deposits");

    assertThat(deposits).hasSize(1);
    assertThat(deposits.path(DEPOSIT).path("amount").asText()).isEqualTo("25.40");
  }

  @Test
  void booksNoDepositOfNothing() {
    assertThat(
            billing(
                want(
                    new Books(true, false),
                    "netsuite",
                    Story.placed().paid().with("total", "0.00"))))
        .isEmpty();
  }

  @Test
  void billsEachShipmentUnderItsOwnName() {
    var story =
        Story.placed()
            .paid()
            .inErp()
            .parcel("880077", "DP1", "2", "partial")
            .parcel("880091", "DP2", "4", "partial");

    var invoices = billing(want(new Books(false, true), "netsuite", story)).path("invoices");

    assertThat(invoices.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "shopify-eu:5120:inv:shiphero.880077", "shopify-eu:5120:inv:shiphero.880091");
    assertThat(
            invoices
                .path("shopify-eu:5120:inv:shiphero.880091")
                .path("lines")
                .path("9001")
                .asText())
        .isEqualTo("4");
  }

  /** The books are closed to the storefront once they say so themselves; money is told still. */
  @Test
  void tellsTheErpOfTheLastParcelAndItsMoneyAndOfNothingElse() {
    var story =
        Story.placed().paid().shippedByErp("fulfilled").parcel("880077", "DP1", "6", "fulfilled");

    var want = want(new Books(true, true), "netsuite", story);

    assertThat(want.orElseThrow().content().facets().keySet())
        .containsExactlyInAnyOrder("fulfilment", "billing");
  }

  /** Mechanism: an invoice of the shipment's own name in that ERP. */
  @Test
  void asksAPersonToCreditWhatNeverLeftAndIsBilled() {
    var books = new Books(false, true);
    var story =
        Story.placed()
            .paid()
            .inErp()
            .parcel("880077", "DP1", "2", "partial")
            .parcel("880091", "DP2", "4", "partial")
            .voided("880077");
    assertThat(voided(books, "netsuite", story)).containsExactly(SHIPMENT);
    assertThat(exceptions(books, story)).isEmpty();

    story.invoice(INVOICE, "INV7");

    assertThat(voided(books, "netsuite", story)).isEmpty();
    assertThat(voided(books, "shopify-eu", story)).containsExactly(SHIPMENT);
    assertThat(exceptions(books, story))
        .singleElement()
        .satisfies(exception -> {
          assertThat(exception.code()).isEqualTo("billed-not-shipped");
          assertThat(exception.explanation())
              .contains("parcel DP1", "shiphero", "INV7 of it in netsuite", "Credit the buyer");
        });

    story.withoutInvoices();

    assertThat(voided(books, "netsuite", story)).containsExactly(SHIPMENT);
    assertThat(exceptions(books, story)).isEmpty();
  }

  /** Mechanism: {@code OrderRules.asked}, each system's part worked out by itself. */
  @Test
  void tellsTheOthersWhatIsWantedWhereTheBooksCannotBeWorkedOut() {
    var story =
        Story.placed().paid().inErp().parcel("880077", "DP1", "2", "partial").with("total", "ten");

    var decision = decision(new Books(true, false), story);

    assertThat(decision.undecided()).containsExactly("netsuite");
    assertThat(decision.desired())
        .extracting(Want::connection)
        .containsExactlyInAnyOrder("shiphero", "shopify-eu");
    assertThat(decision.exceptions())
        .singleElement()
        .satisfies(exception -> {
          assertThat(exception.code()).isEqualTo("undecided");
          assertThat(exception.explanation())
              .contains("what netsuite should say of order shopify-eu:5120", "then retry");
        });
  }

  /** Mechanism: {@code Invoices.stands}; what is credited is paid by nobody. */
  @Test
  void asksForACreditUntilAllTheGoodsOfTheInvoiceAreCredited() {
    var story = voidedAndBilled().credit(INVOICE, "1", "3.06");
    assertThat(exceptions(INVOICED, story)).hasSize(1);

    story.credit(INVOICE, "1", "3.06");

    assertThat(exceptions(INVOICED, story)).isEmpty();
  }

  @Test
  void asksForNoCreditOnceAllTheMoneyOfTheInvoiceIsCredited() {
    var story = voidedAndBilled().credit(INVOICE, "", "8.00");
    assertThat(exceptions(INVOICED, story)).hasSize(1);

    story.credit(INVOICE, "", "3.07");

    assertThat(exceptions(INVOICED, story)).isEmpty();
  }

  @Test
  void asksForACreditWhereAnotherInvoiceWasCredited() {
    var story = voidedAndBilled().credit("shopify-eu:5120:inv:shiphero.880091", "4", "20.00");

    assertThat(exceptions(INVOICED, story)).hasSize(1);
  }

  /** Mechanism: {@code Invoices.has}; the ERP lets no shipment go that an invoice counts on. */
  @Test
  void asksTheErpForNoShipmentBackThatIsBilledAndCredited() {
    var story = voidedAndBilled().credit(INVOICE, "2", "6.12");

    assertThat(voided(INVOICED, "netsuite", story)).isEmpty();
  }

  /** Two of the first line for 11.07 with shipping, whose label was voided. */
  private static Story voidedAndBilled() {
    return Story.placed()
        .paid()
        .inErp()
        .parcel("880077", "DP1", "2", "partial")
        .parcel("880091", "DP2", "4", "partial")
        .voided("880077")
        .invoice(INVOICE, "INV7", "2", "11.07");
  }

  @Test
  void tellsOfTheMoneyToNobodyButTheErp() {
    var story = Story.placed().paid().inErp().parcel("880077", "DP1", "2", "partial");
    var books = new Books(true, true);

    assertThat(want(books, "shopify-eu", story).orElseThrow().content().facets().keySet())
        .containsExactly("fulfilment");
    assertThat(billing(want(books, "shiphero", story))).isEmpty();
  }

  private static List<String> voided(Books books, String connection, Story story) {
    var fulfilment =
        want(books, connection, story).orElseThrow().content().facets().get("fulfilment");
    return fulfilment == null
        ? List.of()
        : fulfilment.path("voided").properties().stream().map(Map.Entry::getKey).toList();
  }

  private static List<Exceptional> exceptions(Books books, Story story) {
    return decision(books, story).exceptions();
  }

  private static Decision decision(Books books, Story story) {
    var rules =
        new OrderRules(
            List.of("netsuite"),
            new Warehouses(List.of("shiphero"), Map.of(), true),
            Set.of(),
            books);
    return rules.decide(story.order(), Map.of());
  }

  private static Optional<Want> want(Books books, String connection, Story story) {
    return decision(books, story).desired().stream()
        .filter(want -> want.connection().equals(connection))
        .findFirst();
  }

  private static JsonNode billing(Optional<Want> want) {
    var facet = want.orElseThrow().content().facets().get("billing");
    return facet == null ? JsonNodeFactory.instance.objectNode() : facet;
  }
}
