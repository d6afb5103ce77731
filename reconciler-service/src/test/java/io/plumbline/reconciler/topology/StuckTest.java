package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.OTHER_WMS;
import static io.plumbline.reconciler.topology.Lamps.SIX_LEFT;
import static io.plumbline.reconciler.topology.Lamps.T;
import static io.plumbline.reconciler.topology.Lamps.WMS;
import static io.plumbline.reconciler.topology.Lamps.left;
import static io.plumbline.reconciler.topology.Lamps.shipment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.topology.Lamps.Word;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders that do not move on; the mechanisms are Stuck and the patience of a discrepancy. */
class StuckTest {
  /** Longer than a window of ten seconds, so that a window cannot be taken for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** When the warehouse is first heard of the order. */
  private static final Instant CAME = T.plusSeconds(2);

  private static final String HELD =
      "{\"status\":\"unfulfilled\",\"holds\":{\"address\":true,\"payment\":true,\"fraud\":false}}";
  private static final String SIX_BACKORDERED =
      "{\"status\":\"unfulfilled\",\"lines\":{\"9001\":{\"backordered\":\"6\"}}}";
  private static final String NO_INVOICE = "{\"status\":\"pending\",\"invoices\":{}}";
  private static final String INVOICE =
      "{\"status\":\"pending\",\"invoices\":{\"1\":{\"lines\":{\"9001\":\"10\"}}}}";

  private final Lamps lamps =
      new Lamps(
          Stage.patient(
              Map.of(
                  State.UNFULFILLED,
                  PATIENCE,
                  State.HELD,
                  PATIENCE,
                  State.PARTIAL,
                  PATIENCE,
                  State.SHIPPED_NOT_BILLED,
                  PATIENCE)));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void findsAnOrderOfWhichNothingLeaves() {
    lamps.agreed();

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.STUCK);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.hop()).isEqualTo(SHOP + "→" + WMS);
    assertThat(finding.facet()).isEqualTo("order.fulfilment");
    assertThat(finding.field()).isEqualTo("unfulfilled");
    assertThat(finding.verdict().expected()).isEqualTo("shipped");
    assertThat(finding.verdict().actual()).isEqualTo("unfulfilled");
    assertThat(finding.verdict().rule())
        .isEqualTo("an order stays unfulfilled no longer than PT15S");
    assertThat(finding.observedAt()).isEqualTo(CAME);
    assertThat(finding.windowEndedAt()).isEqualTo(CAME.plus(PATIENCE));
    assertThat(finding.cause().family()).isEqualTo(Family.LAG);
    assertThat(finding.cause().explanation())
        .isEqualTo("shiphero has not said why it does not ship.");
    assertThat(amount(finding)).isEqualTo("40.00");
    assertThat(Objects.requireNonNull(finding.exposure()).formula())
        .isEqualTo("unshipped quantity x unit price");
    assertThat(finding.action()).contains("why nothing has left");
  }

  @Test
  void findsNothingUpToTheDeadline() {
    lamps.agreed();

    lamps.until(CAME.plus(PATIENCE));

    assertThat(lamps.findings()).isEmpty();
  }

  /**
   * A state in time is no difference, so nothing of it is pending, for people or for the status.
   */
  @Test
  void tellsNothingOfAnOrderThatTakesItsTime() throws IOException {
    lamps.agreed();

    lamps.until(CAME.plusSeconds(5));

    assertThat(lamps.pending()).isEmpty();
    assertThat(lamps.status().pendingDeadlines()).isZero();
  }

  @Test
  void resolvesWhenItShips() {
    lamps.agreed();
    lamps.until(CAME.plusSeconds(17));

    lamps.tell(shipped(CAME.plusSeconds(18), ALL_LEFT));

    assertThat(stuck()).singleElement().matches(finding -> !open(finding));
  }

  /** The clock of a state runs from when that state was entered. */
  @Test
  void startsAnewInTheNextState() {
    lamps.agreed();
    lamps.until(CAME.plusSeconds(10));

    lamps.tell(shipped(CAME.plusSeconds(11), SIX_LEFT));
    lamps.tell(booked(CAME.plusSeconds(11), SIX_LEFT), sold(CAME.plusSeconds(11), SIX_LEFT));

    Finding finding = stuck().getFirst();
    assertThat(stuck()).hasSize(1);
    assertThat(finding.field()).isEqualTo("partial");
    assertThat(finding.verdict().expected()).isEqualTo("fulfilled");
    assertThat(finding.observedAt()).isEqualTo(CAME.plusSeconds(11));
    assertThat(amount(finding)).isEqualTo("16.00");
  }

  /** What is told again changes nothing of when the state began. */
  @Test
  void keepsItsBeginningWhenTheSameIsToldAgain() {
    lamps.agreed();
    lamps.until(CAME.plusSeconds(10));

    lamps.tell(shipped(CAME.plusSeconds(11), NOTHING_LEFT));

    assertThat(lamps.only().observedAt()).isEqualTo(CAME);
  }

  @Test
  void saysWhatHoldsAnOrderBack() {
    lamps.tell(Word.of(SHOP, T), booked(T, NOTHING_LEFT), shipped(CAME, HELD));

    Finding finding = lamps.only();
    assertThat(finding.field()).isEqualTo("held");
    assertThat(finding.verdict().expected()).isEqualTo("released");
    assertThat(finding.verdict().actual()).isEqualTo("held");
    assertThat(finding.cause().explanation())
        .isEqualTo("shiphero holds it back: address, payment.");
  }

  @Test
  void saysWhatWaitsForStock() {
    lamps.tell(Word.of(SHOP, T), booked(T, NOTHING_LEFT), shipped(CAME, SIX_BACKORDERED));

    assertThat(lamps.only().cause().explanation())
        .isEqualTo("shiphero waits for stock: 6 of line 9001.");
  }

  @Test
  void saysThatOurReleaseIsRefused() {
    lamps.tell(Word.of(SHOP, T), booked(T, NOTHING_LEFT), shipped(CAME, HELD));

    lamps.attempt(WMS, "rejected", CAME.plusSeconds(3));

    assertThat(lamps.only().cause().family()).isEqualTo(Family.REJECTED);
  }

  @Test
  void awaitsNothingOfACancelledOrder() {
    lamps.agreed();

    lamps.tell(
        Word.of(SHOP, T.plusSeconds(5)).cancelled(T.plusSeconds(5)),
        Word.of(ERP, T.plusSeconds(5)).cancelled(null),
        Word.of(WMS, T.plusSeconds(5)).cancelled(null));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void findsWhatHasLeftAndIsNotBilled() {
    lamps.agreed();

    lamps.tell(
        shipped(T.plusSeconds(5), ALL_LEFT),
        booked(T.plusSeconds(5), ALL_LEFT).billing(NO_INVOICE),
        sold(T.plusSeconds(5), ALL_LEFT));

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.STUCK);
    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.facet()).isEqualTo("order.billing");
    assertThat(finding.field()).isEqualTo("shipped-not-billed");
    assertThat(finding.verdict().expected()).isEqualTo("billed");
    assertThat(amount(finding)).isEqualTo("40.00");
  }

  @Test
  void resolvesWhenItIsBilled() {
    lamps.agreed();
    lamps.tell(
        shipped(T.plusSeconds(5), ALL_LEFT),
        booked(T.plusSeconds(5), ALL_LEFT).billing(NO_INVOICE),
        sold(T.plusSeconds(5), ALL_LEFT));
    lamps.until(T.plusSeconds(22));

    lamps.tell(booked(T.plusSeconds(23), ALL_LEFT).billing(INVOICE));

    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  @Test
  void asksNoInvoiceOfBooksThatHoldNone() {
    lamps.agreed();

    lamps.tell(
        shipped(T.plusSeconds(5), ALL_LEFT),
        booked(T.plusSeconds(5), ALL_LEFT),
        sold(T.plusSeconds(5), ALL_LEFT));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void countsWhatEveryWarehouseHasLeftToShip() {
    lamps.tell(
        Word.of(SHOP, T),
        booked(T, NOTHING_LEFT),
        Word.of(WMS, CAME).quantity("6").fulfilment(left("partial", shipment("1", "DP1", "1"))),
        Word.of(OTHER_WMS, CAME).quantity("4").fulfilment(NOTHING_LEFT));

    assertThat(stuck())
        .extracting(Finding::connection, Finding::field, StuckTest::amount)
        .containsExactlyInAnyOrder(
            tuple(WMS, "partial", "20.00"), tuple(OTHER_WMS, "unfulfilled", "16.00"));
  }

  /** The two lamps too many stand at the edit that was not followed. */
  @Test
  void countsNoMoreThanTheSellerStillWants() {
    lamps.agreed();

    lamps.tell(
        Word.of(SHOP, T.plusSeconds(3)).quantity("8"),
        booked(T.plusSeconds(3), NOTHING_LEFT).quantity("8"));

    assertThat(lamps.found().values())
        .extracting(Finding::kind, StuckTest::amount)
        .containsExactlyInAnyOrder(
            tuple(Kind.STUCK, "32.00"), tuple(Kind.EDITED_AFTER_SYNC, "8.00"));
  }

  /** The goods that a shop calls shipped are at stake there already. */
  @Test
  void countsGoodsOnceThatAnotherFindingStandsFor() {
    lamps.agreed();

    lamps.tell(sold(T.plusSeconds(3), ALL_LEFT));

    assertThat(stuck()).singleElement().matches(finding -> finding.exposure() == null);
  }

  /** While it is silent it may have moved on; it has a window from when it is heard again. */
  @Test
  void putsTheDeadlineOffWhileTheWarehouseIsSilent() {
    lamps.agreed();
    lamps.until(CAME.plusSeconds(4));

    lamps.silent(WMS, CAME.plusSeconds(30));

    Finding finding = lamps.only();
    assertThat(finding.windowEndedAt()).isBetween(CAME.plusSeconds(38), CAME.plusSeconds(42));
    assertThat(finding.observedAt()).isEqualTo(CAME);
  }

  private List<Finding> stuck() {
    return lamps.found().values().stream().filter(finding -> finding.kind() == Kind.STUCK).toList();
  }

  private static boolean open(Finding finding) {
    return finding.state() == Finding.State.OPEN;
  }

  private static Word shipped(Instant at, String fulfilment) {
    return Word.of(WMS, at).fulfilment(fulfilment);
  }

  private static Word booked(Instant at, String fulfilment) {
    return Word.of(ERP, at).fulfilment(fulfilment);
  }

  private static Word sold(Instant at, String fulfilment) {
    return Word.of(SHOP, at).fulfilment(fulfilment);
  }

  private static String amount(Finding finding) {
    return Objects.requireNonNull(finding.exposure()).amount();
  }
}
