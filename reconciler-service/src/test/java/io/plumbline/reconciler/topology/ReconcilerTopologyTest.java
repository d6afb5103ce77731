package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.Events.attempted;
import static io.plumbline.reconciler.Events.linked;
import static io.plumbline.reconciler.Events.watermark;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.Events.Order;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Exposure;
import io.plumbline.reconciler.policy.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcilerTopologyTest {
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final Instant DEADLINE = T.plus(Stage.WINDOW);
  private static final String KEY = "shopify-eu:5120";

  private final Stage stage = new Stage();

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void opensNothingAtTheDeadlineItself() {
    stage.play(sold(T)).until(T, DEADLINE);

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void opensOnePastTheDeadline() {
    stage.play(sold(T)).until(T, DEADLINE.plusMillis(1));

    Finding finding = stage.only();
    assertThat(finding.kind()).isEqualTo(Kind.MISSING);
    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.observedAt()).isEqualTo(T);
    assertThat(finding.windowEndedAt()).isEqualTo(DEADLINE);
    assertThat(finding.cause().family()).isEqualTo(Family.NEVER_ATTEMPTED);
    assertThat(finding.exposure()).isEqualTo(new Exposure("100.00", "GBP", "the order's total"));
  }

  @Test
  void waitsForTheWatermarkOfEveryConnectionConcerned() {
    stage.play(sold(T));

    for (int second = 0; second < 60; second++) {
      stage.play(watermark(T.plusSeconds(second), Map.of(SHOP, T.plusSeconds(second), ERP, T)));
    }

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void letsAStalledConnectionDelayNobodyElse() {
    String other = "shopify-us";
    Order first = Order.at(other, "shopify-us:1", "1", T);
    for (int second = 0; second <= 30; second++) {
      Instant at = T.plusSeconds(second);
      stage.play(watermark(at, Map.of(SHOP, at, ERP, at, other, T.minusSeconds(60))));
      if (second == 0) {
        stage.play(sold(T), first.observed());
      }
    }

    assertThat(stage.only().key()).isEqualTo(KEY);
  }

  @Test
  void givesWhatPiledUpInAnOutageAWindowOfItsOwn() {
    Instant back = T.plusSeconds(120);
    stage.play(watermark(T), sold(T), watermark(back));
    assertThat(stage.findings()).isEmpty();

    stage.until(back, back.plus(Stage.WINDOW));
    assertThat(stage.findings()).isEmpty();

    stage.play(watermark(back.plus(Stage.WINDOW).plusMillis(1)));
    assertThat(stage.only().windowEndedAt()).isEqualTo(back.plus(Stage.WINDOW));
  }

  /** Mechanism: only a pause of more than half a window moves a deadline. */
  @Test
  void findsDriftOverAConnectionWhosePollsAreSlow() {
    stage.play(watermark(T), sold(T));

    for (int second = 0; second <= 24; second += 4) {
      stage.play(watermark(T.plusSeconds(second)));
    }

    assertThat(stage.only().windowEndedAt()).isEqualTo(DEADLINE);
  }

  /**
   * Mechanism: a deadline is put off again only by a standstill longer than it was put off before.
   * Each step is 1.6 times a poll interval that is longer than the floor, so each is a standstill.
   */
  @Test
  void findsDriftOverAConnectionWhosePollsAreAlwaysLate() {
    Duration poll = Stage.WINDOW.multipliedBy(6);
    try (Stage slow = new Stage(Stage.polling(poll))) {
      slow.play(watermark(T), Order.at(SHOP, KEY, "5120", T.plusSeconds(50)).observed());

      for (int step = 1; step <= 12; step++) {
        slow.play(watermark(T.plus(poll.multipliedBy(16L * step).dividedBy(10))));
      }

      assertThat(slow.only().kind()).isEqualTo(Kind.MISSING);
    }
  }

  /** Mechanism: the same, of a connection that comes and goes faster than the window. */
  @Test
  void findsDriftOverAConnectionThatComesAndGoes() {
    stage.play(watermark(T), sold(T));

    for (int second = 7; second <= 70; second += 8) {
      stage.play(watermark(T.plusSeconds(second)), watermark(T.plusSeconds(second + 1)));
    }

    assertThat(stage.only().windowEndedAt()).isEqualTo(T.plusSeconds(15).plus(Stage.WINDOW));
  }

  /** A short pause after the outage must not make it forgotten. */
  @Test
  void remembersTheOutageBeforeAShorterPause() {
    Instant back = T.plusSeconds(120);
    stage.play(watermark(T), sold(T), watermark(back), watermark(back.plusSeconds(4)));

    stage.play(watermark(back.plusSeconds(8)));
    assertThat(stage.findings()).isEmpty();

    stage.play(watermark(back.plusSeconds(11)));
    assertThat(stage.only().windowEndedAt()).isEqualTo(back.plus(Stage.WINDOW));
  }

  /**
   * Watermarks are finer than the store's milliseconds; the deadline they give must still be met.
   */
  @Test
  void keepsADeadlineThatAnOutageMovedWithinAMillisecond() {
    Instant back = T.plusSeconds(120).plusNanos(682_868_000);
    stage.play(watermark(T), sold(T), watermark(back));

    stage.until(back, back.plus(Stage.WINDOW));
    stage.play(watermark(back.plus(Stage.WINDOW).plusMillis(2)));

    assertThat(stage.only().windowEndedAt()).isEqualTo(back.plus(Stage.WINDOW));
  }

  /** Invariant 8: nothing but agreement takes a finding back, however much time passes. */
  @Test
  void neverClosesAFindingByAge() {
    stage.play(sold(T)).until(T, DEADLINE.plusSeconds(1));

    for (int day = 1; day <= 400; day++) {
      Instant at = T.plus(Duration.ofDays(day));
      stage.play(watermark(at, Map.of(SHOP, at, ERP, at)));
    }

    assertThat(stage.findings().values())
        .filteredOn(finding -> finding.kind() == Kind.MISSING)
        .singleElement()
        .extracting(Finding::state)
        .isEqualTo(Finding.State.OPEN);
  }

  /** Invariant 9: a receipt is a claim; only the connection itself ends the discrepancy. */
  @Test
  void doesNotTakeAReceiptForTheRecord() {
    stage
        .play(sold(T), attempted(KEY, "delivered", 1, T.plusSeconds(2), Map.of("total", "100.00")))
        .until(T, DEADLINE.plusMillis(1));

    assertThat(stage.only().cause().family()).isEqualTo(Family.LOST);
  }

  @Test
  void resolvesByLaterAgreementWithTheTimeItTook() {
    stage.play(sold(T)).until(T, DEADLINE.plusSeconds(1));
    Instant agreed = DEADLINE.plusSeconds(5);

    stage.play(booked(agreed));

    assertThat(stage.only().state()).isEqualTo(Finding.State.RESOLVED);
    assertThat(stage.only().resolvedAt()).isEqualTo(agreed);
  }

  @Test
  void ignoresDuplicatesAndOlderVersions() {
    Order newer = Order.at(SHOP, KEY, "5120", T.plusSeconds(1)).total("120.00");
    stage.play(sold(T), booked(T));

    stage.play(newer.observed(), newer.observed(), sold(T), sold(T));
    stage.until(T, T.plusSeconds(30));

    assertThat(stage.only().verdict().expected()).isEqualTo("120");
    assertThat(stage.emitted()).hasSize(1);
  }

  @Test
  void letsAValueComeBack() {
    stage.play(sold(T), booked(T.plusMillis(1)));

    stage.play(
        Order.at(SHOP, KEY, "5120", T.plusSeconds(1)).total("120.00").observed(),
        Order.at(SHOP, KEY, "5120", T.plusSeconds(2)).total("100.00").observed());
    stage.until(T, T.plusSeconds(60));

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void givesANewEpisodeANewId() {
    stage.play(sold(T), booked(T.plusMillis(1)));
    edited(T.plusSeconds(1), "90.00");
    stage.until(T, T.plusSeconds(20));
    edited(T.plusSeconds(21), "100.00");
    edited(T.plusSeconds(22), "90.00");
    stage.until(T.plusSeconds(20).plusMillis(500), T.plusSeconds(40));

    assertThat(stage.findings()).hasSize(2);
    assertThat(stage.findings().values())
        .extracting(Finding::state)
        .containsExactly(Finding.State.RESOLVED, Finding.State.OPEN);
  }

  /** Mechanism: the id names the authority, so one ERP's agreement ends only its own episode. */
  @Test
  void keepsTheFindingOfOneErpWhenAnotherComesToAgree() {
    String second = "netsuite-us";
    stage.play(
        Order.at(SHOP, KEY, "5120", T).fulfilled().observed(),
        Order.at(ERP, KEY, "48211", T).fulfilled().observed(),
        Order.at(second, KEY, "7", T).fulfilled().observed(),
        Order.at(SHOP, KEY, "5120", T.plusSeconds(1)).fulfilled().total("90.00").observed());
    for (int step = 0; step <= 30; step++) {
      Instant at = T.plusMillis(1_000 + step * 900);
      stage.play(watermark(at, Map.of(SHOP, at, ERP, at, second, at)));
    }
    assertThat(stage.findings()).hasSize(2);

    stage.play(
        Order.at(ERP, KEY, "48211", T.plusSeconds(40)).fulfilled().total("90.00").observed());

    assertThat(stage.findings().values())
        .filteredOn(finding -> finding.state() == Finding.State.OPEN)
        .singleElement()
        .satisfies(finding -> assertThat(finding.verdict().authority()).isEqualTo(second));
  }

  @Test
  void givesTheSameIdsWhenBuiltAgain() {
    List<Event> events =
        List.of(
            sold(T),
            booked(T.plusMillis(1)),
            Order.at(ERP, KEY, "48211", T.plusSeconds(1)).total("90.00").observed(),
            Order.at(ERP, KEY, "48212", T.plusSeconds(2)).total("90.00").observed());
    try (Stage again = new Stage()) {
      stage.play(events.toArray(Event[]::new)).until(T, T.plusSeconds(30));

      again.play(events.toArray(Event[]::new)).until(T, T.plusSeconds(30));

      assertThat(again.findings().keySet())
          .hasSize(2)
          .containsExactlyInAnyOrderElementsOf(stage.findings().keySet());
    }
  }

  @Test
  void forgetsAKeyThatHasBecomePartOfAnother() throws IOException {
    String provisional = "netsuite:48211";
    Order alone = Order.at(ERP, provisional, "48211", T);
    stage.play(alone.observed(), alone.gone().version(alone.version() + 1).observed());
    stage.play(sold(T));

    stage.play(
        linked(KEY, provisional, T.plusSeconds(1)), alone.observed(), booked(T.plusSeconds(1)));
    stage.until(T, T.plusSeconds(60));

    assertThat(stage.findings()).isEmpty();
    assertThat(stage.status().pendingDeadlines()).isZero();
    assertThat(stage.entries())
        .filteredOn(entry -> entry.key.startsWith("order|" + provisional))
        .last()
        .satisfies(entry -> assertThat(entry.value).isNull());
  }

  @Test
  void dropsTheDeadlinesOfATombstonedKey() {
    stage.play(sold(T), linked("shopify-eu:other", KEY, T.plusSeconds(1)));

    stage.until(T, T.plusSeconds(60));

    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void keepsARecordItCannotReadAsADeadLetter() throws IOException {
    stage.junk("no json").play(new Event("observed", KEY, "{\"key\":null}"));
    stage.play(new Event("repainted", KEY, "{}"), sold(T)).until(T, DEADLINE.plusSeconds(1));

    assertThat(stage.letters())
        .hasSize(3)
        .allSatisfy(l -> assertThat(l.cause()).contains("expected"));
    assertThat(stage.findings()).hasSize(1);
  }

  /** Mechanism: the null of a line is refused when it is read. */
  @Test
  void keepsALineThatIsNullAsADeadLetter() throws IOException {
    Event poison = Order.at(ERP, KEY, "48211", T).with(",\"lines\":{\"1\":null}").observed();

    stage.play(poison, sold(T)).until(T, DEADLINE.plusSeconds(1));

    assertThat(stage.letters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.cause()).contains("facets"));
    assertThat(stage.only().kind()).isEqualTo(Kind.MISSING);
  }

  /** Mechanism: an event is judged before anything is stored; what fails in that is its own. */
  @Test
  void keepsAnEndlessNumberAsADeadLetter() throws IOException {
    String other = "netsuite-us";
    Event poison = Order.at(other, KEY, "7", T).version(1).total("1e-2000000000").observed();

    stage.play(poison, sold(T), booked(T)).until(T, DEADLINE.plusSeconds(1));

    assertThat(stage.letters())
        .singleElement()
        .satisfies(letter -> assertThat(letter.cause()).contains("[\"total\"]"));
    assertThat(stage.findings()).isEmpty();
  }

  @Test
  void tellsOfASilentSourceOnce() {
    stage.play(sold(T), watermark(T));
    for (int minute = 1; minute <= 10; minute++) {
      Instant at = T.plus(Duration.ofMinutes(minute));
      stage.play(watermark(at, Map.of(SHOP, at, ERP, T)));
    }

    Finding silent = stage.only();
    assertThat(silent.kind()).isEqualTo(Kind.SILENT_SOURCE);
    assertThat(silent.connection()).isEqualTo(ERP);
    assertThat(silent.state()).isEqualTo(Finding.State.OPEN);

    Instant back = T.plus(Duration.ofMinutes(11));
    stage.play(watermark(back));
    assertThat(stage.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  /** Quick changes that are each followed in time are no drift, though the two never meet. */
  @Test
  void countsAChainOfFollowedChangesAsManyHops() {
    stage.play(sold(T), booked(T.plusMillis(1)));
    Instant last = T.plusSeconds(40);

    for (int step = 1; step <= 40; step++) {
      Instant at = T.plusSeconds(step);
      stage.play(Order.at(SHOP, KEY, "5120", at).total(100 + step + ".00").observed());
      stage.play(
          Order.at(ERP, KEY, "48211", at.plusMillis(500)).total(99 + step + ".00").observed());
      stage.play(watermark(at.plusMillis(600)));
    }
    assertThat(stage.findings()).isEmpty();

    stage.until(last.plusSeconds(1), last.plusSeconds(20));
    assertThat(stage.only().observedAt()).isEqualTo(last);
  }

  private static Event sold(Instant at) {
    return Order.at(SHOP, KEY, "5120", at).observed();
  }

  private static Event booked(Instant at) {
    return Order.at(ERP, KEY, "48211", at).observed();
  }

  private void edited(Instant at, String total) {
    stage.play(Order.at(ERP, KEY, "48211", at).total(total).observed());
  }
}
