package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.THEN;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Parcels that were told when they were packed, and stay; the mechanism is LeftAtDock. */
class LeftAtDockTest {
  /** Longer than a window of ten seconds, so that a window cannot be taken for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String ALL_PACKED = packed(ALL_LEFT);
  private static final String INVOICE =
      "{\"status\":\"pending\",\"invoices\":{\"48310\":{\"lines\":{\"9001\":\"10\"}}}}";

  private Lamps lamps = new Lamps(Stage.patient(Map.of(State.AT_DOCK, PATIENCE)));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void findsAParcelThatIsToldAndStaysAtTheDock() {
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);

    Finding finding =
        dock().stream().filter(one -> one.connection().equals(SHOP)).findFirst().orElseThrow();
    assertThat(finding.kind()).isEqualTo(Kind.TOLD_SHIPPED);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.hop()).isEqualTo(WMS + "→" + SHOP);
    assertThat(finding.facet()).isEqualTo("order.fulfilment");
    assertThat(finding.field()).isEqualTo("shipments[77].status");
    assertThat(finding.verdict().authority()).isEqualTo(WMS);
    assertThat(finding.verdict().expected()).isEqualTo("packed");
    assertThat(finding.verdict().actual()).isEqualTo("shipped");
    assertThat(finding.verdict().rule())
        .isEqualTo("what is told to have shipped stands at the dock no longer than PT15S");
    assertThat(finding.observedAt()).isEqualTo(THEN);
    assertThat(finding.windowEndedAt()).isEqualTo(THEN.plus(PATIENCE));
    assertThat(finding.cause().family()).isEqualTo(Family.LAG);
    assertThat(finding.cause().explanation()).startsWith(WMS + " has packed the parcel");
    assertThat(finding.cause().evidence()).contains(WMS + "@" + THEN);
    assertThat(amount(finding)).isEqualTo("40.00");
    assertThat(finding.action()).startsWith("Have " + WMS + " hand the parcel to its carrier");
  }

  /** A parcel is told when it is packed, so up to then there is nothing to tell of it. */
  @Test
  void findsNothingUpToTheDeadline() throws IOException {
    lamps.agreed();
    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);

    lamps.until(THEN.plus(PATIENCE));

    assertThat(lamps.findings()).isEmpty();
    assertThat(lamps.pending()).isEmpty();
    assertThat(lamps.status().pendingDeadlines()).isZero();
  }

  @Test
  void resolvesWhenACarrierHasIt() {
    lamps.agreed();
    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);
    lamps.until(THEN.plusSeconds(17));

    shipped(THEN.plusSeconds(18), ALL_LEFT);

    assertThat(lamps.found().values())
        .hasSize(2)
        .allMatch(finding -> finding.state() == Finding.State.RESOLVED);
  }

  @Test
  void findsNothingOfAParcelThatLeavesInTime() {
    lamps.agreed();
    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);

    shipped(THEN.plusSeconds(14), ALL_LEFT);

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void blamesNobodyWhoDoesNotTellOfIt() {
    lamps.agreed();
    sold(THEN.minusSeconds(5), NOTHING_LEFT);

    shipped(THEN, ALL_PACKED);

    assertThat(dock()).isEmpty();
  }

  /** The goods are the same in the books, and at stake where the buyer was told. */
  @Test
  void countsWhatShopAndBooksTellOnce() {
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);

    assertThat(lamps.found().values())
        .extracting(Finding::kind, Finding::connection, LeftAtDockTest::amount)
        .containsExactlyInAnyOrder(
            tuple(Kind.TOLD_SHIPPED, SHOP, "40.00"), tuple(Kind.TOLD_SHIPPED, ERP, null));
  }

  @Test
  void findsBooksThatBillItWithoutAShipment() {
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    sold(THEN, ALL_LEFT.replace("DP6", "none"));
    booked(THEN, "{\"status\":\"unfulfilled\"}", INVOICE);

    assertThat(dock())
        .extracting(Finding::connection, LeftAtDockTest::amount)
        .containsExactly(tuple(ERP, "40.00"));
  }

  @Test
  void findsAShopThatHoldsNoShipmentsAndCallsItFulfilled() {
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    sold(THEN, "{\"status\":\"fulfilled\"}");

    assertThat(dock()).extracting(Finding::connection).containsExactly(SHOP);
  }

  /** What such a shop calls partly shipped is the parcel that did leave. */
  @Test
  void blamesNoShopThatMayMeanAnotherParcel() {
    lamps.agreed();

    shipped(THEN, left("partial", shipment("77", "DP6", "2"), packed(shipment("78", "DP7", "2"))));
    sold(THEN, "{\"status\":\"partial\"}");

    assertThat(dock()).isEmpty();
  }

  /** Each parcel by itself: one that leaves ends nothing for the other. */
  @Test
  void findsOnlyTheParcelThatStays() {
    lamps.agreed();
    String one = packed(shipment("77", "DP6", "6"));
    String other = packed(shipment("78", "DP4", "4"));
    shipped(THEN, left("fulfilled", one, other));
    told(THEN, left("fulfilled", shipment("1", "DP6", "6"), shipment("2", "DP4", "4")));

    shipped(THEN.plusSeconds(10), left("fulfilled", shipment("77", "DP6", "6"), other));

    assertThat(lamps.found().values())
        .extracting(Finding::connection, Finding::field, LeftAtDockTest::amount)
        .containsExactlyInAnyOrder(
            tuple(SHOP, "shipments[78].status", "16.00"), tuple(ERP, "shipments[78].status", null));
  }

  /** Six stand at the dock, four have to be packed yet: different goods. */
  @Test
  void countsTheRestThatWaitsBesides() {
    lamps.close();
    lamps = new Lamps(Stage.patient(Map.of(State.AT_DOCK, PATIENCE, State.PARTIAL, PATIENCE)));
    lamps.agreed();

    shipped(THEN, left("partial", packed(shipment("77", "DP6", "6"))));
    told(THEN, left("partial", shipment("1", "DP6", "6")));

    assertThat(lamps.found().values())
        .extracting(Finding::kind, Finding::connection, LeftAtDockTest::amount)
        .containsExactlyInAnyOrder(
            tuple(Kind.TOLD_SHIPPED, SHOP, "24.00"),
            tuple(Kind.TOLD_SHIPPED, ERP, null),
            tuple(Kind.STUCK, WMS, "16.00"));
  }

  /** What is not gone need not be billed; its worth stands at the dock. */
  @Test
  void countsUnbilledGoodsOnceThatStandAtTheDock() {
    lamps.close();
    lamps =
        new Lamps(
            Stage.patient(Map.of(State.AT_DOCK, PATIENCE, State.SHIPPED_NOT_BILLED, PATIENCE)));
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    sold(THEN, ALL_LEFT);
    booked(THEN, ALL_LEFT, "{\"status\":\"pending\",\"invoices\":{}}");

    assertThat(lamps.found().values())
        .extracting(Finding::kind, Finding::connection, LeftAtDockTest::amount)
        .containsExactlyInAnyOrder(
            tuple(Kind.TOLD_SHIPPED, SHOP, "40.00"),
            tuple(Kind.TOLD_SHIPPED, ERP, null),
            tuple(Kind.STUCK, ERP, null));
  }

  @Test
  void awaitsNothingOfACancelledOrder() {
    lamps.agreed();
    shipped(THEN, ALL_PACKED);
    booked(THEN, ALL_LEFT, null);

    lamps.tell(Word.of(SHOP, THEN).fulfilment(ALL_LEFT).cancelled(THEN));

    assertThat(dock()).isEmpty();
  }

  @Test
  void asksNothingWithoutATime() {
    lamps.close();
    lamps = new Lamps(Stage.policy(3, true));
    lamps.agreed();

    shipped(THEN, ALL_PACKED);
    told(THEN, ALL_LEFT);

    assertThat(lamps.found()).isEmpty();
  }

  private List<Finding> dock() {
    return lamps.found().values().stream()
        .filter(finding -> finding.kind() == Kind.TOLD_SHIPPED)
        .toList();
  }

  private static String packed(String shipments) {
    return shipments.replace("\"shipped\"", "\"packed\"");
  }

  /** To shop and books, as it is usual. */
  private void told(Instant at, String fulfilment) {
    booked(at, fulfilment, null);
    sold(at, fulfilment);
  }

  private void sold(Instant at, String fulfilment) {
    lamps.tell(Word.of(SHOP, at).fulfilment(fulfilment));
  }

  private void booked(Instant at, String fulfilment, @Nullable String billing) {
    Word word = Word.of(ERP, at).fulfilment(fulfilment);
    lamps.tell(billing == null ? word : word.billing(billing));
  }

  private void shipped(Instant at, String fulfilment) {
    lamps.tell(Word.of(WMS, at).fulfilment(fulfilment));
  }

  private static @Nullable String amount(Finding finding) {
    return finding.exposure() == null ? null : finding.exposure().amount();
  }
}
