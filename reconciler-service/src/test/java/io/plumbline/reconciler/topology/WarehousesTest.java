package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.OTHER_WMS;
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
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who was second, which finding goes on, and what several warehouses shipped together. */
class WarehousesTest {
  private static final String TEN_BY_TWO =
      left("fulfilled", shipment("77", "DP6", "6"), shipment("12", "AT4", "4"));

  private final Lamps lamps = new Lamps(Stage.policy(3, true));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void findsAWarehouseThatShipsWhatWasCancelled() {
    lamps.agreed();

    cancelled(THEN);
    lamps.tell(Word.of(WMS, THEN.plusSeconds(2)).fulfilment(ALL_LEFT));

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
    assertThat(amount(finding)).isEqualTo("40.00");
    assertThat(finding.action()).contains("return");
  }

  /** Mechanism: books that went on with it differ from the shop by the same event. */
  @Test
  void findsItOnceWhereTheBooksWereNotCalledOffEither() {
    lamps.agreed();

    lamps.tell(Word.of(SHOP, THEN).cancelled(THEN));
    lamps.tell(Word.of(WMS, THEN.plusSeconds(2)).fulfilment(ALL_LEFT));
    lamps.tell(Word.of(ERP, THEN.plusSeconds(3)).fulfilment(ALL_LEFT));

    assertThat(lamps.only().kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
  }

  @Test
  void findsAShopThatCancelsWhatHasLeft() {
    lamps.agreed();

    lamps.tell(Word.of(WMS, THEN).fulfilment(ALL_LEFT));
    cancelled(THEN.plusSeconds(2));

    assertThat(lamps.only().kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
    assertThat(lamps.only().connection()).isEqualTo(SHOP);
    assertThat(lamps.only().verdict().rule()).contains("comes back as a return");
  }

  /** The warehouse is polled after the shop's webhook has come. */
  @Test
  void namesWhoWasSecondByTheTimesInTheRecords() {
    lamps.agreed();

    cancelled(THEN.plusSeconds(2));
    lamps.tell(Word.of(WMS, THEN.plusSeconds(5)).fulfilment(allLeft(THEN)));

    assertThat(lamps.only().kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
    assertThat(lamps.only().connection()).isEqualTo(SHOP);
  }

  @Test
  void goesByTheTimesOfTheSourcesWhereRecordsSayNone() {
    lamps.agreed();

    lamps.tell(
        Word.of(SHOP, THEN.plusSeconds(2)).cancelled(null),
        Word.of(ERP, THEN.plusSeconds(3)).cancelled(null).fulfilment(NOTHING_LEFT),
        Word.of(WMS, THEN.plusSeconds(5)).fulfilment(ALL_LEFT).occurred(THEN));

    assertThat(lamps.only().connection()).isEqualTo(SHOP);
  }

  /** Neither a note in the shop nor a delivery of the parcel is a second act. */
  @Test
  void doesNotTurnRoundByWhatIsSaidLater() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(ALL_LEFT).occurred(THEN.minusSeconds(1)),
        Word.of(SHOP, THEN.plusSeconds(1)).cancelled(null).occurred(THEN.minusSeconds(2)),
        Word.of(ERP, THEN.plusSeconds(1)).cancelled(null).fulfilment(NOTHING_LEFT));
    lamps.until(THEN.plusSeconds(15));

    lamps.tell(
        Word.of(SHOP, THEN.plusSeconds(16)).cancelled(null),
        Word.of(WMS, THEN.plusSeconds(17)).fulfilment(ALL_LEFT.replace("shipped", "delivered")));

    assertThat(lamps.only().connection()).isEqualTo(WMS);
    assertThat(lamps.only().state()).isEqualTo(Finding.State.OPEN);
  }

  /** Of a rebuild from what is published again only the newest readings are heard. */
  @Test
  void namesTheSameSideWhenOnlyTheNewestReadingsAreKnown() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(allLeft(THEN.minusSeconds(4))),
        Word.of(SHOP, THEN.plusSeconds(9)).cancelled(THEN.minusSeconds(9)),
        Word.of(ERP, THEN.plusSeconds(1)).cancelled(null).fulfilment(NOTHING_LEFT));

    assertThat(lamps.only().connection()).isEqualTo(WMS);
  }

  @Test
  void judgesEveryShipmentOfACancelledOrderByItself() {
    lamps.agreed();

    lamps.tell(Word.of(WMS, THEN).fulfilment(left("partial", shipment("77", "DP6", "6", THEN))));
    cancelled(THEN.plusSeconds(1));
    lamps.tell(
        Word.of(WMS, THEN.plusSeconds(2))
            .fulfilment(
                left(
                    "fulfilled",
                    shipment("77", "DP6", "6", THEN),
                    shipment("78", "DP4", "4", THEN.plusSeconds(2)))));

    assertThat(lamps.found().values())
        .extracting(Finding::kind, Finding::connection, WarehousesTest::amount)
        .containsExactlyInAnyOrder(
            tuple(Kind.CANCELLED_BUT_SHIPPED, SHOP, "24.00"),
            tuple(Kind.CANCELLED_BUT_SHIPPED, WMS, "16.00"));
  }

  /** The picker's change is open when the shop edits the same line: the two never agreed. */
  @Test
  void keepsKindAndIdOfAFindingThatAnEditChanges() {
    lamps.agreed();
    lamps.tell(Word.of(WMS, THEN).quantity("9"));
    lamps.until(THEN.plusSeconds(15));

    lamps.tell(
        Word.of(SHOP, THEN.plusSeconds(16)).quantity("8"),
        Word.of(ERP, THEN.plusSeconds(16)).quantity("8").fulfilment(NOTHING_LEFT));

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.FIELD_MISMATCH);
    assertThat(finding.state()).isEqualTo(Finding.State.OPEN);
    assertThat(finding.observedAt()).isEqualTo(THEN);
    assertThat(finding.verdict().expected()).isEqualTo("8");
  }

  @Test
  void findsNothingWhereTwoWarehousesShippedTheOrderTogether() {
    bothHaveIt();

    lamps.tell(
        Word.of(WMS, THEN).quantity("6").fulfilment(left("fulfilled", shipment("77", "DP6", "6"))),
        Word.of(OTHER_WMS, THEN)
            .quantity("4")
            .fulfilment(left("fulfilled", shipment("12", "AT4", "4"))),
        Word.of(ERP, THEN)
            .fulfilment(TEN_BY_TWO)
            .billing("{\"status\":\"pending\",\"invoices\":{\"1\":{\"lines\":{\"9001\":\"10\"}}}}"),
        Word.of(SHOP, THEN).fulfilment(TEN_BY_TWO));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void believesAShopThatSaysPartWhileTheOtherWarehouseStillPacks() {
    bothHaveIt();

    lamps.tell(
        Word.of(WMS, THEN).quantity("6").fulfilment(left("fulfilled", shipment("77", "DP6", "6"))),
        Word.of(ERP, THEN).fulfilment(SIX_LEFT),
        Word.of(SHOP, THEN).fulfilment(SIX_LEFT));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void asksTheWarehouseThatStillPacksForWhatIsToldToHaveLeft() {
    bothHaveIt();

    lamps.tell(
        Word.of(OTHER_WMS, THEN)
            .quantity("4")
            .fulfilment(left("fulfilled", shipment("12", "AT4", "4"))),
        Word.of(ERP, THEN).fulfilment(left("partial", shipment("1", "AT4", "4"))),
        Word.of(SHOP, THEN).fulfilment(TEN_BY_TWO));

    assertThat(lamps.only().kind()).isEqualTo(Kind.TOLD_SHIPPED);
    assertThat(lamps.only().verdict().expected()).isEqualTo("partial");
    assertThat(lamps.only().verdict().authority()).isEqualTo(WMS);
  }

  /** Two accounts of one vendor may count their shipments alike. */
  @Test
  void holdsParcelsOfTwoWarehousesApartThatHaveOneId() {
    bothHaveIt();

    lamps.tell(
        Word.of(WMS, THEN).quantity("6").fulfilment(left("fulfilled", shipment("77", "DP6", "6"))),
        Word.of(OTHER_WMS, THEN)
            .quantity("4")
            .fulfilment(left("fulfilled", shipment("77", "AT4", "4"))),
        Word.of(ERP, THEN).fulfilment(TEN_BY_TWO),
        Word.of(SHOP, THEN).fulfilment(left("fulfilled", shipment("1", "DP6", "6"))));

    assertThat(lamps.only().kind()).isEqualTo(Kind.TRACKING_MISSING);
    assertThat(lamps.only().verdict().expected()).isEqualTo("AT4");
    assertThat(lamps.only().verdict().authority()).isEqualTo(OTHER_WMS);
  }

  @Test
  void keepsAFindingWhenAnotherWarehouseTakesPart() {
    booksOfFour();
    lamps.until(THEN.plusSeconds(15));

    lamps.tell(Word.of(OTHER_WMS, THEN.plusSeconds(16)).fulfilment(NOTHING_LEFT));

    assertThat(lamps.only().state()).isEqualTo(Finding.State.OPEN);
    assertThat(lamps.only().verdict().expected()).isEqualTo("6");
  }

  /** Its deadline waits for one connection more, and still passes. */
  @Test
  void findsWhatWasPendingWhenAnotherWarehouseTookPart() {
    booksOfFour();
    lamps.until(THEN.plusSeconds(2));

    lamps.tell(Word.of(OTHER_WMS, THEN.plusSeconds(3)).fulfilment(NOTHING_LEFT));

    assertThat(lamps.only().kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(lamps.only().observedAt()).isEqualTo(THEN);
  }

  private void bothHaveIt() {
    lamps.tell(
        Word.of(SHOP, Lamps.T),
        Word.of(ERP, Lamps.T.plusSeconds(1)).fulfilment(NOTHING_LEFT),
        Word.of(WMS, Lamps.T.plusSeconds(2)).quantity("6").fulfilment(NOTHING_LEFT),
        Word.of(OTHER_WMS, Lamps.T.plusSeconds(2)).quantity("4").fulfilment(NOTHING_LEFT));
  }

  private void booksOfFour() {
    lamps.agreed();
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(SIX_LEFT),
        Word.of(SHOP, THEN).fulfilment(SIX_LEFT),
        Word.of(ERP, THEN.plusSeconds(1)).fulfilment(SIX_LEFT.replace("\"6\"", "\"4\"")));
  }

  private void cancelled(Instant at) {
    lamps.tell(
        Word.of(SHOP, at).cancelled(at), Word.of(ERP, at).cancelled(at).fulfilment(NOTHING_LEFT));
  }

  private static String allLeft(Instant shippedAt) {
    return left("fulfilled", shipment("77", "DP6", "10", shippedAt));
  }

  private static String amount(Finding finding) {
    return Objects.requireNonNull(finding.exposure()).amount();
  }
}
