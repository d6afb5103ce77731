package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every way an order of ten lamps at 4.00 can be half done between shop, books and warehouse. */
class FulfilmentTest {
  private static final String WMS = "shiphero";
  private static final String KEY = "shopify-eu:5120";
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant THEN = T.plusSeconds(20);
  private static final Instant NOW = T.plusSeconds(40);

  private static final String OPEN = "{\"status\":\"unfulfilled\"}";
  private static final String BOOKED_NOTHING = "{\"status\":\"unfulfilled\",\"shipments\":{}}";
  private static final String SIX_LEFT =
      "{\"status\":\"partial\",\"shipments\":{\"77\":{\"status\":\"shipped\",\"tracking\":\"DP6\",\"lines\":{\"9001\":\"6\"}}}}";
  private static final String ALL_LEFT =
      "{\"status\":\"fulfilled\",\"shipments\":{\"77\":{\"status\":\"shipped\",\"tracking\":\"DP6\",\"lines\":{\"9001\":\"10\"}}}}";

  private final Stage stage = new Stage(Stage.policy(3, true));

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void findsNothingWhereBooksAndShopShowWhatLeft() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "open", "10", SIX_LEFT);

    assertThat(found()).isEmpty();
  }

  /** The demand of a parcel's number ends with the parcel: a return needs none. */
  @Test
  void asksNoNumberOfAParcelThatCameBack() {
    agreed();

    shipped(
        THEN, SIX_LEFT.replace("\"shipped\"", "\"returned\"").replace("partial", "unfulfilled"));

    assertThat(found()).isEmpty();
  }

  @Test
  void findsAParcelWhoseNumberTheShopDoesNotTell() {
    agreed();

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
  void namesTheNumberThatTheShopTellsInstead() {
    agreed();

    shipped(THEN, SIX_LEFT);
    booked(THEN, SIX_LEFT, null);
    sold(THEN, "open", "10", SIX_LEFT.replace("DP6", "DP7"));

    assertThat(only().verdict().actual()).isEqualTo("DP7");
  }

  @Test
  void findsBooksThatDoNotShowWhatLeft() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "open", "10", SIX_LEFT);
    booked(THEN, SIX_LEFT.replace("\"6\"", "\"4\""), null);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.field()).isEqualTo("lines[9001].shipped");
    assertThat(finding.verdict().expected()).isEqualTo("6");
    assertThat(finding.verdict().actual()).isEqualTo("4");
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("8.00");
  }

  @Test
  void findsBooksThatHoldNoShipmentsAndAreBehind() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "open", "10", SIX_LEFT);
    booked(THEN, OPEN, null);

    assertThat(only().kind()).isEqualTo(Kind.PARTIAL_MISMATCH);
    assertThat(only().field()).isEqualTo("status");
    assertThat(Objects.requireNonNull(only().exposure()).amount()).isEqualTo("24.00");
  }

  @Test
  void findsAnInvoiceUnlikeWhatWasShipped() {
    agreed();

    shipped(THEN, SIX_LEFT);
    sold(THEN, "open", "10", SIX_LEFT);
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
  void findsWhatIsToldToHaveShippedAndStillStandsAtTheDock() {
    agreed();

    sold(THEN, "open", "10", ALL_LEFT);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.TOLD_SHIPPED);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.verdict().expected()).isEqualTo("unfulfilled");
    assertThat(finding.verdict().actual()).isEqualTo("fulfilled");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("40.00");
  }

  @Test
  void findsAWarehouseThatShipsWhatWasCancelled() {
    agreed();

    sold(THEN, "cancelled", "10", OPEN);
    booked(THEN, "cancelled", BOOKED_NOTHING, null);
    shipped(THEN.plusSeconds(2), ALL_LEFT);

    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
    assertThat(finding.connection()).isEqualTo(WMS);
    assertThat(finding.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("40.00");
    assertThat(finding.action()).contains("return");
  }

  @Test
  void findsAShopThatCancelsWhatHasLeft() {
    agreed();

    shipped(THEN, ALL_LEFT);
    sold(THEN.plusSeconds(2), "cancelled", "10", OPEN);
    booked(THEN.plusSeconds(2), "cancelled", BOOKED_NOTHING, null);

    assertThat(only().kind()).isEqualTo(Kind.CANCELLED_BUT_SHIPPED);
    assertThat(only().connection()).isEqualTo(SHOP);
    assertThat(only().verdict().rule()).contains("comes back as a return");
  }

  @Test
  void findsAnEditThatTheWarehouseDidNotFollow() {
    agreed();

    sold(THEN, "open", "8", OPEN);
    booked(THEN, "open", "8", BOOKED_NOTHING, null);

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

    sold(THEN.plusSeconds(2), "open", "8", ALL_LEFT);

    assertThat(found().values()).allMatch(finding -> finding.connection().equals(SHOP));
  }

  private void agreed() {
    sold(T, "open", "10", OPEN);
    booked(T.plusSeconds(1), BOOKED_NOTHING, null);
    said(WMS, "WMS", T.plusSeconds(2), "open", "10", OPEN, null);
  }

  private void sold(Instant at, String status, String quantity, String fulfilment) {
    said(SHOP, "STOREFRONT", at, status, quantity, fulfilment, null);
  }

  private void booked(Instant at, String fulfilment, @Nullable String billing) {
    booked(at, "open", fulfilment, billing);
  }

  private void booked(Instant at, String status, String fulfilment, @Nullable String billing) {
    booked(at, status, "10", fulfilment, billing);
  }

  private void booked(
      Instant at, String status, String quantity, String fulfilment, @Nullable String billing) {
    said(ERP, "ERP", at, status, quantity, fulfilment, billing);
  }

  private void shipped(Instant at, String fulfilment) {
    said(WMS, "WMS", at, "open", "10", fulfilment, null);
  }

  private void said(
      String connection,
      String role,
      Instant at,
      String status,
      String quantity,
      String fulfilment,
      @Nullable String billing) {
    String facets =
        "{\"commercial\":{\"status\":\"%s\",\"currency\":\"GBP\",\"total\":\"%s.00\",\"lines\":{\"9001\":{\"sku\":\"LAMP\",\"quantity\":\"%s\",\"unitPrice\":\"4.00\",\"reference\":\"9001\"}}},\"fulfilment\":%s%s}"
            .formatted(
                status,
                Integer.parseInt(quantity) * 4,
                quantity,
                fulfilment,
                billing == null ? "" : ",\"billing\":" + billing);
    String value =
        "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"role\":\"%s\",\"externalId\":\"1\",\"version\":%d,\"occurredAt\":\"%s\",\"observedAt\":\"%s\",\"deleted\":false,\"mode\":\"live\",\"facets\":%s,\"evidence\":{\"event\":\"%s@%s\",\"via\":\"poll\"}}"
            .formatted(
                KEY, connection, role, at.toEpochMilli() * 1000, at, at, facets, connection, at);
    stage.play(new Event("observed", KEY, value));
  }

  private Map<String, Finding> found() {
    for (Instant at = T; !at.isAfter(NOW); at = at.plusMillis(900)) {
      stage.play(Events.watermark(at, Map.of(SHOP, at, ERP, at, WMS, at)));
    }
    return stage.findings();
  }

  private Finding only() {
    var all = found().values().stream().toList();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }
}
