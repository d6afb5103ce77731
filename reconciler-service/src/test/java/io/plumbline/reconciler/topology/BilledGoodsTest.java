package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.SIX_LEFT;
import static io.plumbline.reconciler.topology.Lamps.THEN;
import static io.plumbline.reconciler.topology.Lamps.WMS;
import static io.plumbline.reconciler.topology.Lamps.left;
import static io.plumbline.reconciler.topology.Lamps.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.topology.Lamps.Word;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the books have billed of goods that came back, or that never left. */
class BilledGoodsTest {

  /** Ten left in two parcels, and the one of four came back. */
  private static final String FOUR_BACK =
      left(
          "fulfilled",
          shipment("77", "DP6", "6"),
          shipment("78", "DP4", "4").replace("shipped", "returned"));

  private final Lamps lamps = new Lamps(Stage.policy(3, true));

  @BeforeEach
  void agreed() {
    lamps.agreed();
  }

  @AfterEach
  void close() {
    lamps.close();
  }

  /** Mechanism: no invoice is asked of what came back ({@code Dispatch.gone}). */
  @Test
  void allowsBooksThatBillNothingOfAParcelThatCameBack() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(FOUR_BACK),
        Word.of(SHOP, THEN).fulfilment(FOUR_BACK),
        Word.of(ERP, THEN).fulfilment(ALL_LEFT).billing(invoiced("6")));

    assertThat(lamps.found()).isEmpty();
  }

  /** Mechanism: as much as left may be billed, whatever became of it ({@code Dispatch.left}). */
  @Test
  void allowsBooksThatBilledAParcelBeforeItCameBack() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(FOUR_BACK),
        Word.of(SHOP, THEN).fulfilment(FOUR_BACK),
        Word.of(ERP, THEN).fulfilment(ALL_LEFT).billing(invoiced("10")));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void findsAnInvoiceOfLessThanWhatDidNotComeBack() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(FOUR_BACK),
        Word.of(SHOP, THEN).fulfilment(FOUR_BACK),
        Word.of(ERP, THEN).fulfilment(ALL_LEFT).billing(invoiced("5")));

    Finding finding = lamps.only();
    assertThat(finding.field()).isEqualTo("lines[9001].invoiced");
    assertThat(finding.verdict().expected()).isEqualTo("6");
    assertThat(finding.verdict().actual()).isEqualTo("5");
  }

  /** Mechanism: {@code Dispatch.credited}; a billed shipment cannot be taken back in the books. */
  @Test
  void resolvesWhatIsBilledAndNeverLeftOnceAllOfItIsCredited() {
    lamps.tell(Word.of(WMS, THEN).fulfilment(SIX_LEFT), Word.of(SHOP, THEN).fulfilment(SIX_LEFT));

    booked(THEN, invoiced("10"));
    assertThat(lamps.found().values())
        .extracting(Finding::field)
        .containsExactlyInAnyOrder("lines[9001].shipped", "lines[9001].invoiced");

    booked(THEN.plusSeconds(60), credited("10", "3"));
    lamps.until(THEN.plusSeconds(80));
    assertThat(lamps.findings().values())
        .extracting(finding -> finding.state() + " " + finding.verdict().actual())
        .containsExactly("OPEN 7", "OPEN 7");

    booked(THEN.plusSeconds(120), credited("10", "4"));
    lamps.until(THEN.plusSeconds(140));
    assertThat(lamps.findings().values())
        .extracting(Finding::state)
        .containsOnly(Finding.State.RESOLVED);
  }

  /** A credit explains what is too much, and makes too little of nothing. */
  @Test
  void allowsACreditOfGoodsThatTheBuyerReturned() {
    lamps.tell(
        Word.of(WMS, THEN).fulfilment(SIX_LEFT),
        Word.of(SHOP, THEN).fulfilment(SIX_LEFT),
        Word.of(ERP, THEN).fulfilment(SIX_LEFT).billing(credited("6", "2")));

    assertThat(lamps.found()).isEmpty();
  }

  private void booked(Instant at, String billing) {
    lamps.tell(
        Word.of(ERP, at).fulfilment(left("partial", shipment("77", "DP6", "10"))).billing(billing));
  }

  private static String invoiced(String quantity) {
    return "{\"status\":\"pending\",\"invoices\":{\"48310\":{\"lines\":{\"9001\":\"%s\"}}}}"
        .formatted(quantity);
  }

  private static String credited(String invoiced, String quantity) {
    return invoiced(invoiced)
        .replace(
            "}}}}",
            "}}},\"credits\":{\"48320\":{\"lines\":{\"9001\":\"%s\"}}}}".formatted(quantity));
  }
}
