package io.plumbline.order;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.order.Changes.Change;
import io.plumbline.order.Shopfront.Placed;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Money on its way from the buyer to the bank, as the service tells it. */
@QuarkusTest
@WithTestResource(value = PayingShop.class, scope = TestResourceScope.MATCHING_RESOURCES)
class PayoutsIT extends OnRealParts {

  private final Control control = Control.of(PayingShop.CONTROL);
  private final Shopfront paying = new Shopfront(control, PayingShop.NAME);

  /** Mechanism: what the account says is compared with what it said, and its order read again. */
  @Test
  void tellsOfAPayoutThatNoTimeAndNoWebhookTellsOf() {
    books.know("85123A");
    var order = paying.sells("85123A");
    var before = Waiting.whatHolds(() -> told(order, "pending"));
    var stamped = paying.order(order).path("updated_at").asText();
    var later = leavingBehind(before);

    control.post("/payouts", "{\"without\": [\"%s\"]}".formatted(later.id()));

    var after = Waiting.whatHolds(() -> told(order, "paid"));
    assertThat(paying.order(order).path("updated_at").asText()).isEqualTo(stamped);
    assertThat(after.value().path("occurredAt")).isEqualTo(before.value().path("occurredAt"));
    assertThat(after.value().path("version").asLong())
        .isGreaterThan(before.value().path("version").asLong());
    var entry = only(after.value().at("/facets/billing/payouts"));
    // 20.25 x 2.9 % + 0.30
    assertThat(entry.path("amount").asText()).isEqualTo("20.25");
    assertThat(entry.path("fee").asText()).isEqualTo("0.89");
    assertThat(entry.path("payout").asText()).isNotBlank();
  }

  /** Mechanism: what the shop says was received is what is booked, by whichever gateway. */
  @Test
  void booksAsDepositWhatWasReceivedWithAGiftCardToo() {
    books.know("85123A");
    var order =
        paying.places(
            """
            {"number": "%s", "channel": "web", "giftCard": "5.00",
             "lines": [{"sku": "85123A", "quantity": 2, "unitPrice": "10.00"}]}
            """
                .formatted(Shopfront.number()));

    var told = Waiting.whatHolds(() -> told(order, "pending"));

    assertThat(told.value().at("/facets/billing/paid").asText()).isEqualTo("20.00");
    assertThat(told.value().at("/facets/billing/payments")).hasSize(2);
    Waiting.until(() ->
        assertThat(deposited(order)).as("deposits of %s", order.key()).containsExactly("20.00"));
  }

  /** Another order, so much later that polls begin behind the first one. */
  private Placed leavingBehind(Change first) {
    var placed = Instant.parse(first.value().path("occurredAt").asText());
    Waiting.until(
        () -> assertThat(Clock.systemUTC().instant()).isAfter(placed.plus(PayingShop.BEHIND)));
    var later = paying.sells("85123A");
    Waiting.until(() -> told(later, "pending"));
    return later;
  }

  private static Change told(Placed order, String payoutStatus) {
    var all =
        Changes.all().stream()
            .filter(change -> order.key().equals(change.key()) && change.is("observed"))
            .filter(change -> change.says("connection", PayingShop.NAME))
            .toList();
    assertThat(all).as("what %s says of %s", PayingShop.NAME, order.key()).isNotEmpty();
    var newest = all.getLast();
    var entries = newest.value().at("/facets/billing/payouts");
    assertThat(entries)
        .as("payouts in %s", newest.told())
        .extracting(entry -> entry.path("payoutStatus").asText())
        .containsExactly(payoutStatus);
    return newest;
  }

  private List<String> deposited(Placed order) {
    return Changes.all().stream()
        .filter(change -> order.key().equals(change.key()) && change.is("observed"))
        .filter(change -> change.says("connection", Books.CONNECTION))
        .reduce((earlier, later) -> later)
        .stream()
        .flatMap(change ->
            change.value().at("/facets/billing/deposits").properties().stream()
                .map(deposit -> deposit.getValue().path("amount").asText()))
        .toList();
  }

  private static JsonNode only(JsonNode byId) {
    assertThat(byId).hasSize(1);
    return byId.iterator().next();
  }
}
