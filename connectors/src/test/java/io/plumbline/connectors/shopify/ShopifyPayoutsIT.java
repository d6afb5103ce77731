package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.Tariff;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order says of its money: what was paid, and what the shop's account says of it. */
class ShopifyPayoutsIT extends EmulatedShop {
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final SettableClock clock = new SettableClock(NOW);

  @Override
  Shop shop(Shop plain) {
    return plain.with(new Tariff(new BigDecimal("0.029"), new BigDecimal("0.30")));
  }

  @BeforeEach
  void carryPayouts() {
    connector = carrying("payouts", "true");
  }

  @Test
  void readsWhatWasPaidAndWhatTheAccountSaysOfIt() throws Unusable {
    var id = place(1, "false", "10.00");
    connector.lookAside();

    var billing = billing(id);

    assertThat(billing.path("paid").asText()).isEqualTo("32.57");
    assertThat(billing.path("payments"))
        .extracting(payment -> payment.path("gateway").asText())
        .containsExactly("gift_card", "shopify_payments");
    assertThat(billing.path("payments"))
        .extracting(payment -> payment.path("viaPayout").asBoolean())
        .containsExactly(false, true);
    var payout = only(billing.path("payouts"));
    // 22.57 x 2.9 % + 0.30
    assertThat(payout.path("amount").asText()).isEqualTo("22.57");
    assertThat(payout.path("fee").asText()).isEqualTo("0.95");
    assertThat(payout.path("net").asText()).isEqualTo("21.62");
    assertThat(payout.path("payoutStatus").asText()).isEqualTo("pending");
    assertThat(payout.has("payout")).isFalse();
    assertThat(billing.path("payments").path(payout.path("payment").asText()).path("fee").asText())
        .isEqualTo("0.95");
  }

  /** Mechanism: what the account says is compared with what it said, at each reading. */
  @Test
  void hasOrdersReadAgainWhoseMoneyMovedThoughTheirTimeDidNot() throws Unusable {
    var paidOut = place(1, "false", "0");
    var left = place(2, "false", "0");
    connector.lookAside();
    assertThat(notes.takeAgain()).containsExactlyInAnyOrder(paidOut, left);
    shop.post("/payouts", "{\"without\": [\"" + left + "\"]}");

    var tooEarly = heard();
    clock.pass(QUARTER);
    var moved = heard();
    var nothingMore = heard();

    assertThat(tooEarly).isEmpty();
    assertThat(moved).containsExactly(paidOut);
    var entry = only(billing(paidOut).path("payouts"));
    assertThat(entry.path("payoutStatus").asText()).isEqualTo("paid");
    assertThat(entry.path("payout").asText()).isNotBlank();
    assertThat(nothingMore).isEmpty();
  }

  /** Mechanism: how far the account was read is kept with what was read. */
  @Test
  void aRestartGoesOnWhereItWas() {
    place(1, "false", "0");
    connector.lookAside();
    connector.lookAside();
    notes.takeAgain();
    connector = carrying("payouts", "true");
    throttle.costs().clear();

    var again = heard();

    assertThat(again).isEmpty();
    assertThat(throttle.costs()).isEmpty();
  }

  /** Mechanism: notes are shared; a replica that never reads the account knows what it says. */
  @Test
  void answersOnOneReplicaWhatAnotherHeard() throws Unusable {
    var id = place(1, "false", "0");
    var polling = connector;
    connector = carrying("payouts", "true");
    polling.lookAside();
    shop.post("/payouts", "{}");
    clock.pass(QUARTER);
    polling.lookAside();

    var entry = only(billing(id).path("payouts"));

    assertThat(entry.path("payoutStatus").asText()).isEqualTo("paid");
  }

  /** Mechanism: {@code payout-orders-per-poll}; a payout of many puts off nothing else. */
  @Test
  void hasNoMoreOrdersReadAgainPerPollThanItIsTold() {
    var placed = IntStream.range(0, 5).mapToObj(n -> place(n, "false", "0")).toList();
    connector = with("payout-orders-per-poll", "3");

    var first = heard();
    var second = heard();

    assertThat(first).hasSize(3);
    assertThat(second).hasSize(2);
    assertThat(Stream.concat(first.stream(), second.stream()))
        .containsExactlyInAnyOrderElementsOf(placed);
  }

  /** Mechanism: so many pages a poll, newest first, and {@code since} that moves back with them. */
  @Test
  void readsTheAccountPieceByPieceAndTellsOfTheNewestFirst() throws Unusable {
    var placed = List.of(placeLater(0), placeLater(1), placeLater(2));
    connector = with("payout-page-size", "1");
    throttle.costs().clear();

    var first = heard();
    var calls = throttle.costs().size();
    var told = placed.stream().filter(this::tellsOfPayouts).toList();
    var second = heard();

    assertThat(calls).isEqualTo(2);
    assertThat(first).containsExactly(placed.getLast());
    assertThat(told).containsExactly(placed.get(1), placed.get(2));
    assertThat(second).containsExactly(placed.get(1), placed.get(0));
    assertThat(placed).allMatch(this::tellsOfPayouts);
  }

  /** Mechanism: orders are read without the account. */
  @Test
  void handsOnOrdersBeforeTheAccountIsKnown() throws Unusable {
    var id = place(1, "false", "0");

    var billing = facet(reading(polled(id)), "billing");

    assertThat(billing.path("payments")).hasSize(1);
    assertThat(billing.has("payouts")).isFalse();
  }

  /** Mechanism: what has settled is read daily. */
  @Test
  void hearsOfALateChangeOfWhatHasSettled() {
    var id = place(1, "false", "0");
    for (var days : List.of(0, 6, 5)) {
      clock.pass(Duration.ofDays(days));
      connector.lookAside();
      connector.lookAside();
    }
    notes.takeAgain();
    shop.post("/payouts", "{}");

    clock.pass(QUARTER);
    var withTheRecent = heard();
    clock.pass(Duration.ofDays(1));
    var withTheOlder = heard();

    assertThat(withTheRecent).isEmpty();
    assertThat(withTheOlder).containsExactly(id);
  }

  /** Mechanism: the older reading begins where the recent one ended; its orders are read again. */
  @Test
  void tellsOfWhatHadSettledOnceItIsRead() throws Unusable {
    var id = place(1, "false", "0");
    clock.pass(Duration.ofDays(30));

    var recent = heard();
    var toldByThen = tellsOfPayouts(id);
    var older = heard();

    assertThat(recent).isEmpty();
    assertThat(toldByThen).isFalse();
    assertThat(older).containsExactly(id);
    assertThat(billing(id).path("payouts")).hasSize(1);
  }

  /** Mechanism: what was not listened to for longer than a recent reading reaches is a gap. */
  @Test
  void vouchesForNothingInAGapUntilItIsRead() throws Unusable {
    place(1, "false", "0");
    connector.lookAside();
    connector.lookAside();
    clock.pass(Duration.ofDays(20));
    var inTheGap = place(2, "false", "0");
    clock.pass(Duration.ofDays(20));

    connector.lookAside();
    var before = tellsOfPayouts(inTheGap);
    connector.lookAside();

    assertThat(before).isFalse();
    assertThat(billing(inTheGap).path("payouts")).hasSize(1);
  }

  @Test
  void tellsARefundAndAChargebackApart() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/refund", "{\"amount\": \"2.57\"}");
    shop.post("/orders/" + id + "/chargeback", "{}");
    connector.lookAside();

    var payouts = billing(id).path("payouts");

    assertThat(payouts)
        .extracting(entry -> entry.path("type").asText())
        .containsExactly("charge", "refund", "chargeback");
    assertThat(payouts)
        .extracting(entry -> entry.path("net").asText())
        .containsExactly("31.33", "-2.57", "-47.57");
  }

  @Test
  void readsAnOrderAgainThatAWebhookTellsOf() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/chargeback", "{}");

    for (var topic : List.of("orders/create", "disputes/create")) {
      assertThat(connector.understand(topic, webhook(topic).body()))
          .isEqualTo(new Understood.ReadAgain(id));
    }
  }

  @Test
  void saysNothingOfPayoutsFurtherBackThanTheAccountIsRead() throws Unusable {
    var id = place(1, "false", "0");
    clock.pass(Duration.ofDays(91));
    connector.lookAside();
    connector.lookAside();

    var billing = billing(id);

    assertThat(billing.path("payments")).hasSize(1);
    assertThat(billing.has("payouts")).isFalse();
  }

  @Test
  void readsPaymentsAloneWhereThatIsAsked() throws Unusable {
    var id = place(1, "false", "0");
    connector = carrying("payments", "true");

    var billing = facet(reading(polled(id)), "billing");

    assertThat(billing.path("payments")).hasSize(1);
    assertThat(billing.path("paid").asText()).isEqualTo("32.57");
    assertThat(billing.has("payouts")).isFalse();
  }

  @Test
  void saysTheSameThroughBothShapesWhereNeitherIsAsked() throws Unusable {
    connector = carrying("payouts", "false");
    var id = place(1, "false", "0");

    var reading = assertSameThroughBothShapes(id, "orders/create");

    assertThat(facet(reading, "billing").properties())
        .extracting(field -> field.getKey())
        .containsExactly("status");
  }

  @Override
  Clock vendorClock() {
    return clock;
  }

  private Connector carrying(String setting, String value) {
    return connector(connection().setting(setting, value), clock);
  }

  private Connector with(String setting, String value) {
    return connector(
        connection()
            .setting("payouts", "true")
            .setting("payout-pages-per-poll", "2")
            .setting(setting, value),
        clock);
  }

  private String placeLater(int number) {
    clock.pass(Duration.ofDays(2));
    return place(number, "false", "0");
  }

  /** The orders to be read again after listening once. */
  private List<String> heard() {
    connector.lookAside();
    return notes.takeAgain();
  }

  private boolean tellsOfPayouts(String id) {
    try {
      return billing(id).has("payouts");
    } catch (Unusable e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode billing(String id) throws Unusable {
    return facet(reading(connector.fetch(id).orElseThrow()), "billing");
  }

  private static JsonNode only(JsonNode byId) {
    assertThat(byId).hasSize(1);
    return byId.iterator().next();
  }
}
