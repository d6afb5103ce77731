package io.plumbline.reconciler.topology;

import static io.plumbline.reconciler.Events.ERP;
import static io.plumbline.reconciler.Events.SHOP;
import static io.plumbline.reconciler.topology.Lamps.NOTHING_LEFT;
import static io.plumbline.reconciler.topology.Lamps.T;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.topology.Lamps.Word;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was captured, put on the account and booked; the mechanism is PayoutMismatch. */
class PayoutTest {
  /** Longer than a window of ten seconds, so that a window cannot be taken for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String SALE = payment("1", "sale", "shopify_payments", "40.00", true);
  private static final String PAID_OUT = entry("71", "charge", "1", "40.00", "1.46", "38.54");

  private final Lamps lamps = new Lamps(Stage.patient(Map.of(State.NOT_PAID_OUT, PATIENCE)));

  @AfterEach
  void close() {
    lamps.close();
  }

  @Test
  void agreesWhereTheAccountSaysWhatWasPaid() {
    shop(billing(SALE, PAID_OUT));

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  @Test
  void findsLessOnTheAccountThanWasCaptured() {
    shop(billing(SALE, entry("71", "charge", "1", "38.00", "1.46", "36.54")));

    Finding finding = lamps.only();

    assertThat(finding.kind()).isEqualTo(Kind.PAYOUT_MISMATCH);
    assertThat(finding.connection()).isEqualTo(SHOP);
    assertThat(finding.hop()).isEqualTo(SHOP + "→" + SHOP);
    assertThat(finding.facet()).isEqualTo("order.billing");
    assertThat(finding.field()).isEqualTo("payments[1].amount");
    assertThat(finding.verdict().expected()).isEqualTo("40");
    assertThat(finding.verdict().actual()).isEqualTo("38");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(amount(finding)).isEqualTo("2.00");
    assertThat(finding.action()).contains("payment provider of shopify-eu");
  }

  @Test
  void findsAFeeThatWasNotTold() {
    shop(billing(SALE, entry("71", "charge", "1", "40.00", "2.46", "37.54")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payments[1].fee");
    assertThat(finding.verdict().expected()).isEqualTo("1.46");
    assertThat(finding.verdict().actual()).isEqualTo("2.46");
    assertThat(amount(finding)).isEqualTo("1.00");
  }

  @Test
  void findsAnEntryThatDoesNotAddUp() {
    shop(billing(SALE, entry("71", "charge", "1", "40.00", "1.46", "37.00")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payouts[71].net");
    assertThat(finding.verdict().expected()).isEqualTo("38.54");
    assertThat(finding.verdict().actual()).isEqualTo("37");
    assertThat(amount(finding)).isEqualTo("1.54");
  }

  /** The exposures of one order may be added up. */
  @Test
  void countsAWrongFeeOnceWhereItAlsoDoesNotAddUp() {
    shop(billing(SALE, entry("71", "charge", "1", "40.00", "2.46", "38.54")));

    assertThat(lamps.found().values())
        .extracting(Finding::field, PayoutTest::amountOrNone)
        .containsExactlyInAnyOrder(
            tuple("payments[1].fee", "1.00"), tuple("payouts[71].net", "none"));
  }

  @Test
  void comparesARefundWithWhatLeftTheAccount() {
    String refund = payment("2", "refund", "shopify_payments", "4.00", true);
    shop(
        billing(
            SALE + "," + refund,
            PAID_OUT + "," + entry("72", "refund", "2", "-3.00", "0.00", "-3.00")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payments[2].amount");
    assertThat(finding.verdict().expected()).isEqualTo("-4");
    assertThat(finding.verdict().actual()).isEqualTo("-3");
    assertThat(amount(finding)).isEqualTo("1.00");
  }

  @Test
  void findsWhatABankTookBackAndItsFee() {
    shop(billing(SALE, PAID_OUT + "," + entry("73", "chargeback", "1", "-40.00", "15.00", "-55")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payouts.chargeback");
    assertThat(finding.verdict().expected()).isEqualTo("0");
    assertThat(finding.verdict().actual()).isEqualTo("-40");
    assertThat(finding.cause().explanation()).isEqualTo("The buyer's bank took the money back.");
    assertThat(amount(finding)).isEqualTo("55.00");
  }

  @Test
  void aDisputeThatWasWonIsOver() {
    String taken = entry("73", "chargeback", "1", "-40.00", "15.00", "-55.00");
    shop(billing(SALE, PAID_OUT + "," + taken));
    lamps.found();

    String back = entry("74", "chargeback", "1", "40.00", "0.00", "40.00");
    lamps.tell(
        Word.of(SHOP, T.plusSeconds(45))
            .billing(billing(SALE, PAID_OUT + "," + taken + "," + back)));

    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  /** Mechanism: an account that is not told any more leaves what it was found to say. */
  @Test
  void keepsAFindingOfAnAccountThatReachesBackNoFurther() {
    shop(billing(SALE, entry("71", "charge", "1", "38.00", "1.46", "36.54")));
    lamps.found();

    lamps.tell(Word.of(SHOP, T.plusSeconds(45)).billing(untold()));
    lamps.until(T.plusSeconds(50));
    Finding kept = lamps.only();
    lamps.tell(Word.of(SHOP, T.plusSeconds(55)).billing(billing(SALE, PAID_OUT)));

    assertThat(kept.state()).isEqualTo(Finding.State.OPEN);
    assertThat(kept.verdict().actual()).isEqualTo("38");
    assertThat(amount(kept)).isEqualTo("2.00");
    assertThat(lamps.only().state()).isEqualTo(Finding.State.RESOLVED);
  }

  /** Mechanism: as above, of what had not outlived its window when the account was last told. */
  @Test
  void stillOpensWhatWasPendingWhenTheAccountWasToldLast() {
    shop(billing(SALE, ""));
    lamps.until(T.plusSeconds(5));
    lamps.tell(Word.of(SHOP, T.plusSeconds(6)).billing(untold()));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payments[1].payout");
    assertThat(finding.windowEndedAt()).isEqualTo(T.plus(PATIENCE));
  }

  @Test
  void findsAnEntryForAPaymentNobodyKnows() {
    shop(billing(SALE, PAID_OUT + "," + entry("75", "charge", "9", "8.00", "0.50", "7.50")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payouts[75]");
    assertThat(finding.verdict().expected()).isEqualTo("absent");
    assertThat(finding.verdict().actual()).isEqualTo("charge");
    assertThat(amount(finding)).isEqualTo("8.00");
  }

  @Test
  void asksForAPayoutOnlyAfterItsTime() throws IOException {
    shop(billing(SALE, ""));

    lamps.until(T.plus(PATIENCE));
    var inTime = lamps.findings().size();
    var pending = lamps.pending().size();
    var deadlines = lamps.status().pendingDeadlines();
    Finding finding = lamps.only();

    assertThat(inTime).isZero();
    assertThat(pending).isZero();
    assertThat(deadlines).isZero();
    assertThat(finding.field()).isEqualTo("payments[1].payout");
    assertThat(finding.verdict().expected()).isEqualTo("paid");
    assertThat(finding.verdict().actual()).isEqualTo("absent");
    assertThat(finding.verdict().rule()).isEqualTo("a payment is paid out within PT15S");
    assertThat(finding.windowEndedAt()).isEqualTo(T.plus(PATIENCE));
    assertThat(finding.cause().family()).isEqualTo(Family.LAG);
    assertThat(amount(finding)).isEqualTo("40.00");
  }

  @Test
  void aPayoutThatFailsIsNoPayout() {
    shop(billing(SALE, PAID_OUT.replace("\"paid\"", "\"failed\"")));

    Finding finding = lamps.only();

    assertThat(finding.field()).isEqualTo("payments[1].payout");
    assertThat(finding.verdict().actual()).isEqualTo("failed");
    assertThat(finding.cause().explanation())
        .isEqualTo("The account of shopify-eu shows it as failed.");
  }

  @Test
  void anEntryOnItsWayKeepsTheDeadlineOfItsPayment() {
    shop(billing(SALE, ""));
    lamps.until(T.plusSeconds(5));
    lamps.tell(
        Word.of(SHOP, T.plusSeconds(6))
            .billing(billing(SALE, PAID_OUT.replace("\"paid\"", "\"pending\""))));

    Finding finding = lamps.only();

    assertThat(finding.verdict().actual()).isEqualTo("pending");
    assertThat(finding.windowEndedAt()).isEqualTo(T.plus(PATIENCE));
  }

  @Test
  void owesNothingForWhatOthersSettle() {
    String card = payment("1", "sale", "gift_card", "10.00", false);
    String manual = payment("2", "sale", "manual", "30.00", false);
    shop(billing(card + "," + manual, ""));

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  @Test
  void asksNothingOfAShopThatDoesNotTellOfPayouts() {
    shop(untold());

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  @Test
  void doesNotCompareAmountsOfTwoCurrencies() {
    shop(
        billing(
            SALE,
            entry("71", "charge", "1", "46.00", "1.68", "44.32").replace("\"GBP\"", "\"EUR\"")));

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  @Test
  void findsBooksThatShowAnotherDepositThanWasReceived() {
    shop(billing(SALE, PAID_OUT));
    books("{\"deposits\":{\"1\":{\"amount\":\"30.00\"},\"2\":{\"amount\":\"5.00\"}}}");

    Finding finding = lamps.only();

    assertThat(finding.connection()).isEqualTo(ERP);
    assertThat(finding.hop()).isEqualTo(SHOP + "→" + ERP);
    assertThat(finding.field()).isEqualTo("deposits");
    assertThat(finding.verdict().expected()).isEqualTo("40");
    assertThat(finding.verdict().actual()).isEqualTo("35");
    assertThat(amount(finding)).isEqualTo("5.00");
  }

  @Test
  void blamesWhoeverChangedADepositThatWasRight() {
    shop(billing(SALE, PAID_OUT));
    books("{\"deposits\":{\"1\":{\"amount\":\"40.00\"}}}");
    lamps.until(T.plusSeconds(15));
    lamps.tell(
        Word.of(ERP, T.plusSeconds(16))
            .fulfilment(NOTHING_LEFT)
            .billing("{\"deposits\":{\"1\":{\"amount\":\"35.00\"}}}"));

    assertThat(lamps.only().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
  }

  /** By the records' own times: the payments are heard of last. */
  @Test
  void blamesWhoeverChangedADepositBeforeThePaymentsWereHeardOf() {
    lamps.tell(Word.of(SHOP, T));
    books("{\"deposits\":{\"1\":{\"amount\":\"40.00\"}}}");
    lamps.tell(
        Word.of(ERP, T.plusSeconds(6))
            .fulfilment(NOTHING_LEFT)
            .billing("{\"deposits\":{\"1\":{\"amount\":\"35.00\"}}}"));

    lamps.tell(Word.of(SHOP, T.plusSeconds(4)).billing(billing(SALE, PAID_OUT)));

    assertThat(lamps.only().cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
  }

  @Test
  void asksForNoDepositWhereNoneIsBooked() {
    shop(billing(SALE, PAID_OUT));
    books("{\"deposits\":{}}");

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  /** A refund is booked by itself: the deposit stays what was received. */
  @Test
  void expectsTheDepositOfAllThatWasReceived() {
    String refund = payment("2", "refund", "shopify_payments", "4.00", true);
    shop(
        billing(
            SALE + "," + refund,
            PAID_OUT + "," + entry("72", "refund", "2", "-4.00", "0.00", "-4.00")));
    books("{\"deposits\":{\"1\":{\"amount\":\"40.00\"}}}");

    lamps.until(T.plusSeconds(40));

    assertThat(lamps.findings()).isEmpty();
  }

  private void shop(String billing) {
    lamps.tell(Word.of(SHOP, T).billing(billing));
    lamps.tell(Word.of(ERP, T.plusSeconds(1)).fulfilment(NOTHING_LEFT));
  }

  private void books(String billing) {
    lamps.tell(Word.of(ERP, T.plusSeconds(2)).fulfilment(NOTHING_LEFT).billing(billing));
  }

  private static String billing(String payments, String payouts) {
    return "{\"status\":\"paid\",\"payments\":{%s},\"payouts\":{%s}}".formatted(payments, payouts);
  }

  /** The same payment of a shop that says nothing of its account. */
  private static String untold() {
    return "{\"status\":\"paid\",\"payments\":{" + SALE + "}}";
  }

  private static String payment(
      String id, String kind, String gateway, String amount, boolean viaPayout) {
    String fee = viaPayout && kind.equals("sale") ? ",\"fee\":\"1.46\"" : "";
    return "\"%s\":{\"kind\":\"%s\",\"status\":\"success\",\"gateway\":\"%s\",\"amount\":\"%s\",\"currency\":\"GBP\",\"viaPayout\":%b%s}"
        .formatted(id, kind, gateway, amount, viaPayout, fee);
  }

  private static String entry(
      String id, String type, String payment, String amount, String fee, String net) {
    return "\"%s\":{\"type\":\"%s\",\"payment\":\"%s\",\"amount\":\"%s\",\"fee\":\"%s\",\"net\":\"%s\",\"currency\":\"GBP\",\"payoutStatus\":\"paid\"}"
        .formatted(id, type, payment, amount, fee, net);
  }

  private static String amount(Finding finding) {
    return Objects.requireNonNull(finding.exposure()).amount();
  }

  private static String amountOrNone(Finding finding) {
    return finding.exposure() == null ? "none" : finding.exposure().amount();
  }
}
