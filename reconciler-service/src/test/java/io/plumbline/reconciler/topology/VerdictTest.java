package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.attempted;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kinds, verdicts, causes and exposures, as the finding states them. */
class VerdictTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant EDIT = T.plusSeconds(20);
  private static final String KEY = "shopify-eu:5120";
  private static final String CANCELLED = ",\"status\":\"cancelled\"";
  private static final String LINES =
      ",\"tax\":\"20.00\",\"lines\":{\"%s\":{\"sku\":\"85123A\",\"quantity\":\"%s\",\"unitPrice\":\"%s\"%s}}";

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void namesTheLineAndFoldsTheTotalItExplains() {
    agreed();

    stage.play(booked(EDIT, "12", "2.50", "45.00").observed());

    Finding finding = found();
    assertThat(finding.kind()).isEqualTo(Kind.FIELD_MISMATCH);
    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.field()).isEqualTo("lines[9001].quantity");
    assertThat(finding.verdict().expected()).isEqualTo("10");
    assertThat(finding.verdict().actual()).isEqualTo("12");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(Objects.requireNonNull(finding.exposure()).amount()).isEqualTo("5.00");
  }

  @Test
  void callsCentsRounding() {
    agreed();

    stage.play(booked(EDIT, "10", "2.50", "45.02").observed());

    assertThat(found().kind()).isEqualTo(Kind.ROUNDING);
    assertThat(found().cause().family()).isEqualTo(Family.ROUNDING);
    assertThat(Objects.requireNonNull(found().exposure()).amount()).isEqualTo("0.02");
  }

  @Test
  void callsOneCentMoreThanRoundingAMismatch() {
    agreed();

    stage.play(booked(EDIT, "10", "2.50", "45.03").observed());

    assertThat(found().kind()).isEqualTo(Kind.FIELD_MISMATCH);
  }

  /** The books were closed before the edit, and that was heard after it. */
  @Test
  void knowsAnEditThatWasHeardBeforeWhatItWentAgainst() {
    agreed();
    stage.play(sold(EDIT, "11", "2.50", "47.50").observed());

    Order closed = booked(EDIT.plusSeconds(2), "10", "2.50", "45.00").fulfilled();
    stage.play(closed.version(EDIT.minusSeconds(1).toEpochMilli() * 1000).observed());

    assertThat(found().connection()).isEqualTo(SHOP);
    assertThat(found().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
  }

  /** The edit was allowed, and nothing brought it to the books before they closed. */
  @Test
  void doesNotCallAnEditOutsideThatCameInTime() {
    agreed();
    stage.play(sold(EDIT, "11", "2.50", "47.50").observed());

    stage.play(booked(EDIT.plusSeconds(2), "10", "2.50", "45.00").fulfilled().observed());

    assertThat(found().connection()).isEqualTo(SHOP);
    assertThat(found().cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
  }

  @Test
  void blamesTheStorefrontOnceTheOrderIsFulfilled() {
    agreed();
    stage.play(booked(T.plusSeconds(2), "10", "2.50", "45.00").fulfilled().observed());

    stage.play(sold(EDIT, "11", "2.50", "47.50").observed());

    assertThat(found().connection()).isEqualTo(SHOP);
    assertThat(found().verdict().authority()).isEqualTo(ERP);
    assertThat(found().verdict().rule()).contains("once the order is fulfilled");
    assertThat(found().field()).isEqualTo("lines[9001].quantity");
  }

  @Test
  void findsTheSecondRecord() {
    agreed();

    stage.play(Order.at(ERP, KEY, "48212", EDIT).total("45.00").observed());

    assertThat(found().kind()).isEqualTo(Kind.DUPLICATE);
    assertThat(found().verdict().actual()).isEqualTo("2");
    assertThat(Objects.requireNonNull(found().exposure()).amount()).isEqualTo("45.00");
  }

  @Test
  void seesThatARecordWasDeleted() {
    agreed();

    stage.play(booked(EDIT, "10", "2.50", "45.00").gone().observed());

    assertThat(found().kind()).isEqualTo(Kind.MISSING);
    assertThat(found().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
  }

  /** Whoever lost the record is wrong: a deletion is no wish that the ERP could follow. */
  @Test
  void missesARecordThatTheStorefrontDeleted() {
    agreed();

    stage.play(sold(EDIT, "10", "2.50", "45.00").gone().observed());

    assertThat(found().kind()).isEqualTo(Kind.MISSING);
    assertThat(found().connection()).isEqualTo(SHOP);
    assertThat(found().verdict().authority()).isEqualTo(ERP);
    assertThat(found().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(Objects.requireNonNull(found().exposure()).amount()).isEqualTo("45.00");
  }

  @Test
  void letsACancellationStandThatWasDeletedAfterwards() {
    agreed();
    stage.play(sold(EDIT, "10", "2.50", "45.00").with(CANCELLED).observed());

    stage.play(sold(EDIT.plusSeconds(1), "10", "2.50", "45.00").gone().observed());

    assertThat(found().kind()).isEqualTo(Kind.FIELD_MISMATCH);
    assertThat(found().connection()).isEqualTo(ERP);
    assertThat(found().verdict().expected()).isEqualTo("cancelled");
  }

  @Test
  void owesNothingForADeletedOrderThatBothCancelled() {
    agreed();

    stage.play(
        sold(EDIT, "10", "2.50", "45.00").with(CANCELLED).observed(),
        booked(EDIT, "10", "2.50", "45.00").with(CANCELLED).observed(),
        sold(EDIT.plusSeconds(1), "10", "2.50", "45.00").gone().observed());
    stage.until(EDIT, EDIT.plusSeconds(60));

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void saysThatTheChangeWasRejected() {
    agreed();

    stage.play(
        sold(EDIT, "11", "2.50", "47.50").observed(),
        attempted(KEY, "rejected", 2, EDIT.plusSeconds(1), Map.of("lines[9001].quantity", "11")));

    assertThat(found().cause().family()).isEqualTo(Family.REJECTED);
    assertThat(found().cause().explanation()).contains("expected a known item");
  }

  @Test
  void saysThatNobodyTriedToFollowTheChange() {
    agreed();

    stage.play(sold(EDIT, "11", "2.50", "47.50").observed());

    assertThat(found().cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
  }

  @Test
  void recognisesAWriteThatRestoredAnOldValue() {
    agreed();
    stage.play(
        attempted(KEY, "delivered", 2, T.plusSeconds(5), Map.of("lines[9001].quantity", "10")),
        attempted(KEY, "delivered", 1, EDIT, Map.of("lines[9001].quantity", "9")));

    stage.play(booked(EDIT.plusMillis(10), "9", "2.50", "42.50").observed());

    assertThat(found().cause().family()).isEqualTo(Family.STALE_OVERWRITE);
  }

  @Test
  void learnsTheCauseFromLaterEvidence() {
    stage.play(sold(T, "10", "2.50", "45.00").observed()).until(T, T.plusSeconds(12));
    Finding before = stage.only();

    stage.play(attempted(KEY, "rejected", 1, T.plusSeconds(13), Map.of()));

    assertThat(before.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
    assertThat(stage.only().id()).isEqualTo(before.id());
    assertThat(stage.only().cause().family()).isEqualTo(Family.REJECTED);
  }

  @Test
  void owesNothingForAnOrderCancelledBeforeItWasBooked() {
    stage.play(sold(T, "10", "2.50", "45.00").with(CANCELLED).observed());

    stage.until(T, T.plusSeconds(60));

    assertThat(stage.findings()).isEmpty();
  }

  private void agreed() {
    stage.play(
        sold(T, "10", "2.50", "45.00").observed(),
        booked(T.plusSeconds(1), "10", "2.50", "45.00").observed());
    stage.until(T, EDIT.minusMillis(300));
  }

  private Finding found() {
    stage.until(EDIT, EDIT.plusSeconds(30));
    return stage.only();
  }

  private static Order sold(Instant at, String quantity, String price, String total) {
    return Order.at(SHOP, KEY, "5120", at)
        .total(total)
        .with(LINES.formatted("9001", quantity, price, ""));
  }

  private static Order booked(Instant at, String quantity, String price, String total) {
    return Order.at(ERP, KEY, "48211", at)
        .total(total)
        .with(LINES.formatted("1", quantity, price, ",\"reference\":\"9001\""));
  }
}
