package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.ALL_LEFT;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.OTHER_WMS;
import static io.plumbline.reconciler.topology.Lamps.SIX_LEFT;
import static io.plumbline.reconciler.topology.Lamps.T;
import static io.plumbline.reconciler.topology.Lamps.THEN;
import static io.plumbline.reconciler.topology.Lamps.WMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Policy;
import io.plumbline.reconciler.policy.Presence;
import io.plumbline.reconciler.topology.Lamps.Word;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which orders a warehouse must hold, and which not; the mechanism is MissingInWarehouse. */
class WarehousePresenceTest {
  private static final Presence BOTH = Presence.in(Role.ERP, Role.WMS);

  private Lamps lamps = new Lamps(Stage.owing(BOTH, WMS));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void findsAnOrderThatNeverReachedTheWarehouse() {
    booked();

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.hop()).isEqualTo(SHOP + "→" + WMS);
    assertThat(finding.facet()).isEqualTo("order.commercial");
    assertThat(finding.field()).isEqualTo("record");
    assertThat(finding.verdict().expected()).isEqualTo("present");
    assertThat(finding.verdict().actual()).isEqualTo("absent");
    assertThat(finding.verdict().rule())
        .isEqualTo("an order of a storefront must exist in a warehouse until it has shipped");
    assertThat(finding.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("40.00");
    assertThat(finding.action()).contains("Send the order from shopify-eu to shiphero");
  }

  @Test
  void asksNoWarehouseWhereOnlyBooksAreAsked() {
    lamps.close();
    lamps = new Lamps(Stage.owing(Presence.in(Role.ERP), WMS));

    booked();

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void resolvesWhenTheOrderComes() {
    booked();
    lamps.until(T.plusSeconds(15));

    lamps.tell(Word.of(WMS, T.plusSeconds(16)));

    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  @Test
  void findsAnOrderThatTheWarehouseDeleted() {
    lamps.agreed();

    lamps.tell(Word.of(WMS, THEN).gone());

    Finding finding = lamps.only();
    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(finding.observedAt()).isEqualTo(THEN);
  }

  @Test
  void resolvesWhenADeletedOrderIsMadeAnew() {
    lamps.agreed();
    lamps.tell(Word.of(WMS, THEN).gone());
    lamps.until(THEN.plusSeconds(15));

    lamps.tell(Word.of(WMS, THEN.plusSeconds(16)));

    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  @Test
  void asksNothingForAnOrderCancelledBeforeItCame() {
    lamps.tell(Word.of(SHOP, T));

    lamps.tell(Word.of(SHOP, T.plusSeconds(3)).cancelled(T.plusSeconds(3)));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void asksNothingForASaleAtTheTill() {
    lamps.tell(
        Word.of(SHOP, T).fulfilment("{\"status\":\"fulfilled\"}"),
        Word.of(ERP, T).fulfilment("{\"status\":\"fulfilled\"}"));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void asksNothingForAChannelThatAnotherAppSeesTo() {
    lamps.close();
    Presence presence = new Presence(Set.of(Role.ERP, Role.WMS), Set.of("pos"), Map.of());
    lamps = new Lamps(Stage.owing(presence, WMS));

    lamps.tell(Word.of(SHOP, T).channel("pos"), Word.of(ERP, T).fulfilment(NOTHING_LEFT));

    assertThat(lamps.found()).isEmpty();
  }

  /** The seller closed what a first parcel from elsewhere left open: nothing is to follow. */
  @Test
  void asksTheRestOfAnOrderUnlessItIsClosed() {
    String part = "{\"status\":\"partial\"}";
    lamps.tell(Word.of(SHOP, T).fulfilment(part), Word.of(ERP, T).fulfilment(part));
    lamps.until(T.plusSeconds(15));

    lamps.tell(Word.of(SHOP, T.plusSeconds(16)).fulfilment(part).closed());

    assertThat(lamps.only().connection()).isEqualTo(WMS);
    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  /** Nobody else knows of it, so it is the deleted record that says so. */
  @Test
  void asksNoRecordOfWhatHasShipped() {
    lamps.agreed();
    lamps.tell(Word.of(WMS, THEN).fulfilment(ALL_LEFT));

    lamps.tell(Word.of(WMS, THEN.plusSeconds(1)).gone());

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void takesAnyOneOfSeveralWarehouses() {
    several(BOTH);
    booked();

    lamps.tell(Word.of(OTHER_WMS, T.plusSeconds(2)));

    assertThat(lamps.found()).isEmpty();
  }

  @Test
  void namesTheFirstOfSeveralWarehousesAndAllInTheRule() {
    several(BOTH);

    booked();

    assertThat(lamps.only().connection()).isEqualTo(OTHER_WMS);
    assertThat(lamps.only().verdict().rule()).endsWith(", be it attic or shiphero");
  }

  @Test
  void namesTheWarehouseThatShipsForTheStorefront() {
    several(new Presence(Set.of(Role.ERP, Role.WMS), Set.of(), Map.of(SHOP, WMS)));

    booked();

    assertThat(lamps.only().connection()).isEqualTo(WMS);
    assertThat(lamps.only().verdict().rule()).endsWith("until it has shipped");
  }

  @Test
  void namesTheWarehouseThatHadIt() {
    several(BOTH);
    lamps.agreed();

    lamps.tell(Word.of(WMS, THEN).fulfilment(SIX_LEFT).gone());

    assertThat(lamps.only().connection()).isEqualTo(WMS);
  }

  /** One lost order has one total, whoever else lacks it. */
  @Test
  void countsTheTotalOnceWhereTheBooksLackItToo() {
    lamps.tell(Word.of(SHOP, T));

    Map<String, Finding> found = lamps.found();
    assertThat(found).hasSize(2);
    assertThat(found.values())
        .filteredOn(finding -> finding.connection().equals(WMS))
        .allMatch(finding -> finding.exposure() == null);
    assertThat(found.values())
        .filteredOn(finding -> finding.connection().equals(ERP))
        .allMatch(finding -> finding.exposure() != null);
  }

  @Test
  void findsAShopThatLostAnOrderWhichOnlyTheWarehouseHolds() {
    lamps.tell(Word.of(SHOP, T), Word.of(WMS, T.plusSeconds(1)));

    lamps.tell(Word.of(SHOP, T.plusSeconds(3)).gone());

    assertThat(lamps.only().connection()).isEqualTo(SHOP);
    assertThat(lamps.only().verdict().authority()).isEqualTo(WMS);
  }

  private void several(Presence presence) {
    lamps.close();
    Policy policy = Stage.owing(presence, WMS, OTHER_WMS);
    lamps = new Lamps(policy);
  }

  private void booked() {
    lamps.tell(Word.of(SHOP, T), Word.of(ERP, T.plusSeconds(1)).fulfilment(NOTHING_LEFT));
  }
}
