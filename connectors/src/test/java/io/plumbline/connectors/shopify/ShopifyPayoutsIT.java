package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.fixtures.SettableClock;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Connector;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.sandbox.shopify.Shop;
import io.plumbline.sandbox.shopify.Tariff;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an order says of its money: what was paid, and what the shop's account says of it. */
class ShopifyPayoutsIT extends EmulatedShop {
  /** Behind every order: only what moves without its order's time is found from here. */
  private static final Cursor BEHIND = Cursor.before(NOW.plusSeconds(60));

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
    poll(BEGINNING);

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

  @Test
  void looksAgainAtOrdersWhoseMoneyMovedThoughTheirTimeDidNot() throws Unusable {
    var paidOut = place(1, "false", "0");
    var left = place(2, "false", "0");
    poll(BEGINNING);
    poll(BEHIND);
    shop.post("/payouts", "{\"without\": [\"" + left + "\"]}");

    var tooEarly = poll(BEHIND);
    clock.pass(QUARTER);
    var moved = poll(BEHIND);
    var nothingMore = poll(BEHIND);

    assertThat(tooEarly).isEmpty();
    assertThat(moved).extracting(RawRecord::externalId).containsExactly(paidOut);
    var entry = only(facet(reading(moved.getFirst()), "billing").path("payouts"));
    assertThat(entry.path("payoutStatus").asText()).isEqualTo("paid");
    assertThat(entry.path("payout").asText()).isNotBlank();
    assertThat(nothingMore).isEmpty();
  }

  @Test
  void aRestartLooksAgainAtWhatMayStillMove() {
    var id = place(1, "false", "0");

    var first = carrying("payouts", "true").changedSince(BEHIND).records();

    assertThat(first).extracting(RawRecord::externalId).containsExactly(id);
  }

  @Test
  void looksAtNoMoreOrdersPerPollThanItIsTold() {
    var placed = IntStream.range(0, 5).mapToObj(n -> place(n, "false", "0")).toList();
    connector =
        connector(
            connection().setting("payouts", "true").setting("payout-orders-per-poll", "3"), clock);

    var first = ids(connector.changedSince(BEHIND).records());
    var second = ids(connector.changedSince(BEHIND).records());

    assertThat(first).isEqualTo(placed.subList(0, 3));
    assertThat(second).isEqualTo(placed.subList(3, 5));
  }

  @Test
  void tellsARefundAndAChargebackApart() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/refund", "{\"amount\": \"2.57\"}");
    shop.post("/orders/" + id + "/chargeback", "{}");
    poll(BEGINNING);

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
  void saysNothingOfPayoutsBeforeTheAccountIsKnown() throws Unusable {
    var placed = IntStream.range(0, 5).mapToObj(n -> place(n, "false", "0")).toList();
    connector =
        connector(connection().setting("payouts", "true").setting("payout-page-size", "1"), clock);

    var failure = catchThrowableOfType(CallFailed.class, () -> connector.fetch(placed.getFirst()));
    var later = reading(connector.fetch(placed.getFirst()).orElseThrow());

    assertThat(failure.kind()).isEqualTo(Kind.BUSY);
    assertThat(facet(later, "billing").path("payouts")).hasSize(1);
  }

  @Test
  void saysNothingOfPayoutsFurtherBackThanTheAccountIsRead() throws Unusable {
    var id = place(1, "false", "0");
    clock.pass(Duration.ofDays(91));
    poll(BEGINNING);

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

  private Connector carrying(String setting, String value) {
    return connector(connection().setting(setting, value), clock);
  }

  private JsonNode billing(String id) throws Unusable {
    return facet(reading(connector.fetch(id).orElseThrow()), "billing");
  }

  private static List<String> ids(List<RawRecord> records) {
    return records.stream().map(RawRecord::externalId).toList();
  }

  private static JsonNode only(JsonNode byId) {
    assertThat(byId).hasSize(1);
    return byId.iterator().next();
  }
}
