package io.plumbline.reconciler.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.reconciler.Events;
import io.plumbline.reconciler.Events.Event;
import io.plumbline.reconciler.finding.Cause.Family;
import io.plumbline.reconciler.finding.Finding;
import io.plumbline.reconciler.finding.Pending;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.Policy;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two sales in two shops, and a parcel's number that is told of the wrong one. The mechanism is the
 * way round: claims by number, answers by order.
 */
class WrongChannelTest {
  private static final String EU = "shopify-eu";
  private static final String UK = "shopify-uk";
  private static final String WMS = "shiphero";
  private static final String MINE = "shopify-eu:1";
  private static final String OTHER = "shopify-uk:2";
  private static final Instant T = Instant.parse("2026-12-01T09:00:00Z");
  private static final List<String> ALL = List.of(EU, UK, WMS, Events.ERP);

  private Stage stage = new Stage(Stage.policy(3, true));
  private Instant heard = T;

  @AfterEach
  void close() {
    stage.close();
  }

  @Test
  void findsANumberThatWasShippedForAnotherSale() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");

    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(20));
    Finding finding = only();
    assertThat(finding.kind()).isEqualTo(Kind.WRONG_CHANNEL);
    assertThat(finding.key()).isEqualTo(MINE);
    assertThat(finding.connection()).isEqualTo(EU);
    assertThat(finding.hop()).isEqualTo(WMS + "→" + EU);
    assertThat(finding.facet()).isEqualTo("order.fulfilment");
    assertThat(finding.field()).isEqualTo("tracking[DP6]");
    assertThat(finding.verdict().expected()).isEqualTo("absent");
    assertThat(finding.verdict().actual()).isEqualTo("DP6");
    assertThat(finding.verdict().rule())
        .isEqualTo(
            "a channel tells the numbers of its own order's parcels; this one left for shopify-uk:2");
    assertThat(finding.cause().family()).isEqualTo(Family.EDITED_OUTSIDE);
    assertThat(finding.exposure()).isNull();
    assertThat(finding.observedAt()).isEqualTo(T.plusSeconds(5));
    assertThat(finding.windowEndedAt()).isEqualTo(T.plusSeconds(5).plus(Stage.WINDOW));
    assertThat(finding.action()).contains("Take the number DP6 out of shopify-eu");
  }

  @Test
  void findsItWhenTheParcelIsHeardOfLater() {
    tell(EU, MINE, T.plusSeconds(2), "DP6");
    until(T.plusSeconds(4));

    shipped(OTHER, UK, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(20));
    assertThat(only().key()).isEqualTo(MINE);
    assertThat(only().observedAt()).isEqualTo(T.plusSeconds(5));
  }

  @Test
  void findsItBetweenTwoSalesOfOneShop() {
    shipped("shopify-eu:3", EU, T.plusSeconds(2), "DP6");

    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(20));
    assertThat(only().key()).isEqualTo(MINE);
  }

  @Test
  void isPendingWithinItsWindow() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");

    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(10));
    assertThat(other()).isEmpty();
    assertThat(pending()).singleElement().extracting(Pending::kind).isEqualTo(Kind.WRONG_CHANNEL);
  }

  @Test
  void resolvesWhenTheNumberIsTakenOut() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    tell(EU, MINE, T.plusSeconds(5), "DP6");
    until(T.plusSeconds(20));

    tell(EU, MINE, T.plusSeconds(21));

    until(T.plusSeconds(25));
    assertThat(only().state()).isEqualTo(Finding.State.RESOLVED);
    assertThat(only().resolvedAt()).isEqualTo(T.plusSeconds(21));
  }

  @Test
  void findsNothingOfWhatIsTakenOutInTime() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    tell(EU, MINE, T.plusSeconds(5), "DP6");
    until(T.plusSeconds(10));

    tell(EU, MINE, T.plusSeconds(14));

    until(T.plusSeconds(30));
    assertThat(other()).isEmpty();
    assertThat(pending()).isEmpty();
  }

  @Test
  void findsNothingWhereOneParcelHoldsGoodsOfBothSales() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");

    shipped(MINE, EU, T.plusSeconds(5), "DP6");
    tell(EU, MINE, T.plusSeconds(6), "DP6");

    until(T.plusSeconds(30));
    assertThat(other()).isEmpty();
  }

  @Test
  void asksNothingOfANumberThatNobodyShipped() {
    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(30));
    assertThat(other()).isEmpty();
  }

  /** A parcel whose sale is not known yet may well be this one's. */
  @Test
  void accusesNobodyForAParcelOfNoSale() {
    stage.play(word(WMS, "shiphero:7", T.plusSeconds(2), "DP6"));

    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(30));
    assertThat(other()).isEmpty();
  }

  @Test
  void takesAWordWithoutADigitForNoNumber() {
    shipped(OTHER, UK, T.plusSeconds(2), "pick-up");

    tell(EU, MINE, T.plusSeconds(5), "pick-up");

    until(T.plusSeconds(30));
    assertThat(stage.findings().values())
        .noneMatch(finding -> finding.kind() == Kind.WRONG_CHANNEL);
  }

  /** The two ends of the mistake are mended apart, so each is a finding of its own. */
  @Test
  void tellsBesidesThatTheRightNumberIsMissing() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    shipped(MINE, EU, T.plusSeconds(3), "DP1");

    tell(EU, MINE, T.plusSeconds(5), "DP6");
    until(T.plusSeconds(20));
    tell(EU, MINE, T.plusSeconds(21), "DP6", "DP1");

    until(T.plusSeconds(40));
    assertThat(found(Kind.TRACKING_MISSING).state()).isEqualTo(Finding.State.RESOLVED);
    assertThat(found(Kind.TRACKING_MISSING).verdict().actual()).isEqualTo("DP6");
    assertThat(found(Kind.WRONG_CHANNEL).state()).isEqualTo(Finding.State.OPEN);
  }

  @Test
  void countsTheBuyersQuestionOnce() {
    restart(Stage.supporting(Map.of("GBP", new BigDecimal("4.5"))));
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    shipped(MINE, EU, T.plusSeconds(3), "DP1");

    tell(EU, MINE, T.plusSeconds(5), "DP6");

    until(T.plusSeconds(20));
    var exposure = Objects.requireNonNull(found(Kind.TRACKING_MISSING).exposure());
    assertThat(exposure.amount()).isEqualTo("4.50");
    assertThat(exposure.formula()).isEqualTo("support cost per order");
    assertThat(found(Kind.WRONG_CHANNEL).exposure()).isNull();
  }

  @Test
  void saysThatAWriteOfOursToldIt() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    tell(EU, MINE, T.plusSeconds(5), "DP6");
    String sent = "\"fulfilment.shipments[x].tracking\":\"DP6\"";
    stage.play(
        new Event(
            "delivered",
            MINE,
            "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"revision\":1,\"observedAt\":\"%s\",\"outcome\":\"delivered\",\"sent\":{%s},\"evidence\":{\"event\":\"w1\"}}"
                .formatted(MINE, EU, T.plusSeconds(4), sent)));

    until(T.plusSeconds(20));
    assertThat(only().cause().family()).isEqualTo(Family.DUPLICATED);
    assertThat(only().cause().evidence()).containsExactly("w1");
  }

  /** What was said under a key that ended is said no more. */
  @Test
  void forgetsWhatAMergedOrderSaid() {
    shipped(OTHER, UK, T.plusSeconds(2), "DP6");
    tell(EU, MINE, T.plusSeconds(5), "DP6");
    until(T.plusSeconds(8));

    stage.play(Events.linked(MINE, OTHER, T.plusSeconds(9)));

    until(T.plusSeconds(30));
    assertThat(stage.findings().values())
        .noneMatch(finding -> finding.kind() == Kind.WRONG_CHANNEL);
  }

  /** The clocks of the way round are nobody's connections. */
  @Test
  void showsNoClocksOfItsOwn() throws IOException {
    until(T.plusSeconds(5));

    assertThat(stage.status().watermarks().keySet()).containsExactlyInAnyOrderElementsOf(ALL);
  }

  private void restart(Policy policy) {
    stage.close();
    stage = new Stage(policy);
  }

  private void tell(String shop, String key, Instant at, String... numbers) {
    stage.play(word(shop, key, at, numbers));
  }

  /** A warehouse ships it, and its own shop tells so. */
  private void shipped(String key, String shop, Instant at, String number) {
    stage.play(word(shop, key, at.minusMillis(500)));
    stage.play(word(WMS, key, at, number));
    if (!key.equals(MINE)) {
      stage.play(word(shop, key, at.plusMillis(100), number));
    }
  }

  private static Event word(String connection, String key, Instant at, String... numbers) {
    StringBuilder shipments = new StringBuilder();
    for (String number : numbers) {
      shipments
          .append(shipments.isEmpty() ? "" : ",")
          .append(
              "\"s%s\":{\"tracking\":\"%s\",\"lines\":{\"9\":\"1\"}}".formatted(number, number));
    }
    String value =
        "{\"flow\":\"order\",\"key\":\"%s\",\"connection\":\"%s\",\"role\":\"%s\",\"externalId\":\"%s\",\"version\":%d,\"occurredAt\":\"%s\",\"observedAt\":\"%s\",\"deleted\":false,\"mode\":\"live\",\"facets\":{\"commercial\":{\"currency\":\"GBP\",\"status\":\"open\"},\"fulfilment\":{\"shipments\":{%s}}}}"
            .formatted(
                key,
                connection,
                connection.equals(WMS) ? "WMS" : "STOREFRONT",
                key,
                at.toEpochMilli() * 1000,
                at,
                at,
                shipments);
    return new Event("observed", key, value);
  }

  private void until(Instant to) {
    for (; !heard.isAfter(to); heard = heard.plusMillis(450)) {
      Instant now = heard;
      stage.play(
          Events.watermark(
              now,
              ALL.stream().collect(java.util.stream.Collectors.toMap(name -> name, name -> now))));
    }
  }

  private Finding only() {
    assertThat(other()).hasSize(1);
    return other().getFirst();
  }

  /** Nobody booked these orders, which is not what is asked here. */
  private List<Finding> other() {
    return stage.findings().values().stream()
        .filter(finding -> finding.kind() != Kind.MISSING)
        .toList();
  }

  private List<Pending> pending() {
    return stage.pending().values().stream()
        .filter(pending -> pending.kind() != Kind.MISSING)
        .toList();
  }

  private Finding found(Kind kind) {
    return stage.findings().values().stream()
        .filter(finding -> finding.kind() == kind)
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected " + kind + ", found " + stage.findings()));
  }
}
