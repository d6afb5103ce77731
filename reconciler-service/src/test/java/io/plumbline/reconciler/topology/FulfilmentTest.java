package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.OPEN;
import static io.plumbline.reconciler.topology.Lamps.SIX_LEFT;
import static io.plumbline.reconciler.topology.Lamps.THEN;
import static io.plumbline.reconciler.topology.Lamps.WMS;
import static io.plumbline.reconciler.topology.Lamps.left;
import static io.plumbline.reconciler.topology.Lamps.shipment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.topology.Lamps.Word;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way an order of ten lamps at 4.00 can be half done between shop, books and warehouse. */
class FulfilmentTest {
  private Lamps lamps = new Lamps(Stage.policy(3, true));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void findsNothingWhereBooksAndShopShowWhatLeft() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "10", SIX_LEFT);

    assertThat(found()).isEmpty();
  }

  /**
   * The demand of a parcel's number ends with the parcel: a return needs none. What left is booked
   * and billed as before: the warehouse counts it as shipped, and nobody takes a shipment back.
   */
  @Test
  void asksNoNumberOfAParcelThatCameBack() {
    agreed();

    shipped(THEN, ALL_LEFT.replace("\"shipped\"", "\"returned\""));
    booked(
        THEN,
        ALL_LEFT,
        "{\"status\":\"pending\",\"invoices\":{\"48310\":{\"lines\":{\"9001\":\"10\"}}}}");
    sold(THEN, "10", ALL_LEFT.replace("DP6", "none"));

    assertThat(found()).isEmpty();
  }

  /** Mechanism: a channel that shows what came back shows all that left, and is not behind. */
  @Test
  void isContentWithAChannelThatKeepsAParcelThatCameBack() {
    agreed();
    shipped(THEN.minusSeconds(5), ALL_LEFT.replace("\"shipped\"", "\"returned\""));
    booked(THEN.minusSeconds(5), ALL_LEFT, null);
    sold(THEN.minusSeconds(5), "10", ALL_LEFT);

    sold(THEN, "11", ALL_LEFT.replace("\"fulfilled\"", "\"partial\""));

    assertThat(only().kind()).isEqualTo(Kind.FIELD_MISMATCH);
  }

  @Test
  void findsAParcelWhoseNumberTheShopDoesNotTell() {
    agreed();
    sold(THEN.minusSeconds(5), "10", NOTHING_LEFT);

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.TRACKING_MISSING);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.field()).isEqualTo("shipments[77].tracking");
    assertThat(finding.verdict().expected()).isEqualTo("DP6");
    assertThat(finding.verdict().actual()).isEqualTo("absent");
    assertThat(finding.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
  }

  @Test
  void asksNoNumberOfAShopThatHoldsNoShipments() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "10", "{\"status\":\"partial\"}");

    assertThat(found()).isEmpty();
  }

  @Test
  void findsAShopThatHoldsNoShipmentsAndIsBehind() {
    agreed();

    shipped(THEN, ALL_LEFT);
    booked(THEN, ALL_LEFT, null);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.facet()).isEqualTo("order.fulfilment");
    assertThat(finding.field()).isEqualTo("status");
    assertThat(finding.verdict().expected()).isEqualTo("fulfilled");
    assertThat(finding.verdict().authority()).isEqualTo(WMS);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("40.00");
  }

  /** Mechanism: a shop that shows all that left is not behind, whatever it still wants to ship. */
  @Test
  void findsOnlyTheEditThatCameWhenAllHadLeft() {
    agreed();
    shipped(THEN.minusSeconds(5), ALL_LEFT);
    booked(THEN.minusSeconds(5), ALL_LEFT, null);
    sold(THEN.minusSeconds(5), "10", ALL_LEFT);

    sold(THEN, "11", ALL_LEFT.replace("\"fulfilled\"", "\"partial\""));

    assertThat(only().kind()).isEqualTo(Kind.FIELD_MISMATCH);
  }

  @Test
  void findsAShopThatIsNotToldOfALetterWithoutANumber() {
    agreed();
    String letter = ALL_LEFT.replace("\"tracking\":\"DP6\",", "");

    shipped(THEN, letter);
    booked(THEN, letter, null);
    sold(THEN, "10", NOTHING_LEFT);

    assertThat(only().kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(only().connection()).isEqualTo(SHOP);
  }

  @Test
  void allowsAShopThatNobodyTellsToBeBehind() {
    lamps.close();
    lamps = new Lamps(Stage.policy(3, false));
    agreed();

    shipped(THEN, ALL_LEFT);
    booked(THEN, ALL_LEFT, null);

    assertThat(found()).isEmpty();
  }

  @Test
  void comparesShopAndBooksWhereTheWarehouseHoldsTheOrderNoMore() {
    agreed();

    lamps.tell(Word.of(WMS, THEN).gone());
    booked(THEN, ALL_LEFT, null);

    assertThat(only().kind()).isEqualTo(Kind.FIELD_MISMATCH);
    assertThat(only().connection()).isEqualTo(SHOP);
    assertThat(only().facet()).isEqualTo("order.fulfilment");
  }

  @Test
  void namesTheNumberThatTheShopTellsInstead() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "10", SIX_LEFT.replace("DP6", "DP7"));

    assertThat(only().verdict().actual()).isEqualTo("DP7");
  }

  @Test
  void findsBooksThatDoNotShowWhatLeft() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "10", SIX_LEFT);
    booked(THEN, SIX_LEFT.replace("\"6\"", "\"4\""), null);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.field()).isEqualTo("lines[9001].shipped");
    assertThat(finding.verdict().expected()).isEqualTo("6");
    assertThat(finding.verdict().actual()).isEqualTo("4");
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("8.00");
  }

  /** Mechanism: where both are as far, a channel is compared line by line as the books are. */
  @Test
  void findsAShopThatShowsOtherQuantitiesThanLeft() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "10", left("partial", shipment("1", "DP6", "6"), shipment("2", "by hand", "3")));

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.field()).isEqualTo("lines[9001].shipped");
    assertThat(finding.verdict().expected()).isEqualTo("6");
    assertThat(finding.verdict().actual()).isEqualTo("9");
    assertThat(finding.verdict().rule())
        .isEqualTo("the channel shows as shipped what left the warehouse");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("12.00");
  }

  @Test
  void findsAnotherLineThanTheOneThatLeft() {
    agreed();

    shipped(THEN, SIX_LEFT.replace("\"shipments\"", "\"lines\":{\"9002\":{}},\"shipments\""));
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "10", SIX_LEFT.replace("9001", "9002"));

    assertThat(found().values())
        .extracting(
            Finding::field,
            finding -> finding.verdict().expected(),
            finding -> finding.verdict().actual())
        .containsExactlyInAnyOrder(
            tuple("lines[9001].shipped", "6", "0"), tuple("lines[9002].shipped", "0", "6"));
  }

  /** Mechanism: a gift card is in no warehouse, and a shop ships it by itself. */
  @Test
  void asksNoWarehouseForALineThatItDoesNotHold() {
    agreed();

    shipped(THEN, ALL_LEFT);
    booked(THEN, ALL_LEFT, null);
    String card = "\"2\":{\"status\":\"shipped\",\"lines\":{\"9009\":\"1\"}}";
    sold(THEN, "10", left("fulfilled", shipment("1", "DP6", "10"), card));

    assertThat(found()).isEmpty();
  }

  /** What lacks in the shop is the parcel whose number it does not tell, and no more. */
  @Test
  void findsAMissingNumberOnceWhereShopAndWarehouseAreAsFar() {
    agreed();
    String both = left("partial", shipment("77", "DP6", "4"), shipment("78", "DP7", "2"));

    shipped(THEN, both);
    booked(THEN, both, null);
    sold(THEN, "10", left("partial", shipment("1", "DP6", "4")));

    assertThat(only().kind()).isEqualTo(Kind.TRACKING_MISSING);
  }

  @Test
  void comparesNoQuantitiesWithAShopWhoseShipmentsDoNotSayWhatIsInThem() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(
        THEN,
        "10",
        "{\"status\":\"partial\",\"shipments\":{\"1\":{\"status\":\"shipped\",\"tracking\":\"DP6\"}}}");

    assertThat(found()).isEmpty();
  }

  @Test
  void findsBooksThatHoldNoShipmentsAndAreBehind() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "10", SIX_LEFT);
    booked(THEN, OPEN, null);

    assertThat(only().kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(only().field()).isEqualTo("status");
    assertThat(Objects.requireNonNull(only().exposure()).amount()).isEqualTo("24.00");
  }

  @Test
  void comparesNoQuantitiesWithAWarehouseThatHoldsNoShipments() {
    agreed();

    shipped(THEN, "{\"status\":\"partial\"}");
    sold(THEN, "10", SIX_LEFT);
    booked(
        THEN,
        SIX_LEFT,
        "{\"status\":\"pending\",\"invoices\":{\"48310\":{\"lines\":{\"9001\":\"6\"}}}}");

    assertThat(found()).isEmpty();
  }

  /** Mechanism: a shipment without lines is no shipment of nothing. */
  @Test
  void comparesNoQuantitiesOfShipmentsThatDoNotSayWhatIsInThem() {
    agreed();

    shipped(
        THEN,
        "{\"status\":\"partial\",\"shipments\":{\"77\":{\"status\":\"shipped\",\"tracking\":\"DP6\"}}}");
    sold(THEN, "10", SIX_LEFT);
    booked(THEN, SIX_LEFT, null);

    assertThat(found()).isEmpty();
  }

  @Test
  void findsAnInvoiceUnlikeWhatWasShipped() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "10", SIX_LEFT);
    booked(
        THEN,
        SIX_LEFT,
        "{\"status\":\"pending\",\"invoices\":{\"48310\":{\"lines\":{\"9001\":\"10\"}}}}");

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(finding.facet()).isEqualTo("order.billing");
    assertThat(finding.field()).isEqualTo("lines[9001].invoiced");
    assertThat(finding.verdict().expected()).isEqualTo("6");
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("16.00");
  }

  @Test
  void findsWhatIsToldToHaveShippedAndNobodyHasPacked() {
    agreed();

    sold(THEN, "10", ALL_LEFT);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.TOLD_SHIPPED);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.verdict().expected()).isEqualTo("unfulfilled");
    assertThat(finding.verdict().actual()).isEqualTo("fulfilled");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("40.00");
  }

  @Test
  void findsAnEditThatTheWarehouseDidNotFollow() {
    agreed();

    sold(THEN, "8", OPEN);
    lamps.tell(Word.of(ERP, THEN).quantity("8").fulfilment(NOTHING_LEFT));

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.EDITED_AFTER_SYNC);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.field()).isEqualTo("lines[9001].quantity");
    assertThat(finding.verdict().expected()).isEqualTo("8");
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("8.00");
  }

  @Test
  void asksNoEditOfAWarehouseThatHasShippedAll() {
    agreed();
    shipped(THEN, ALL_LEFT);
    booked(THEN, ALL_LEFT, null);

    sold(THEN.plusSeconds(2), "8", ALL_LEFT);

    assertThat(found().values()).allMatch(finding -> finding.connection().equals(SHOP));
  }

  private void agreed() {
    lamps.agreed();
  }

  private void sold(Instant at, String quantity, String fulfilment) {
    lamps.tell(Word.of(SHOP, at).quantity(quantity).fulfilment(fulfilment));
  }

  private void booked(Instant at, String fulfilment, @Nullable String billing) {
    Word word = Word.of(ERP, at).fulfilment(fulfilment);
    lamps.tell(billing == null ? word : word.billing(billing));
  }

  private void shipped(Instant at, String fulfilment) {
    lamps.tell(Word.of(WMS, at).fulfilment(fulfilment));
  }

  private Map<String, Finding> found() {
    return lamps.found();
  }

  private Finding only() {
    return lamps.only();
  }
}
