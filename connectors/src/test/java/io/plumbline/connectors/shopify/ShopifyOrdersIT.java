package io.plumbline.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Name;
import org.junit.jupiter.api.Test;

/** What an order says, the same in the webhook's shape and in the poll's. */
class ShopifyOrdersIT extends EmulatedShop {
  @Test
  void readsTheSameOutOfAWebhookAndAPoll() throws Unusable {
    var id = place(1, "false", "0");

    assertSameThroughBothShapes(id, "orders/create");
  }

  @Test
  void readsTheSameOfAnOrderWithTaxesIncluded() throws Unusable {
    var id = place(1, "true", "0");

    assertSameThroughBothShapes(id, "orders/create");
  }

  @Test
  void readsTheSameOfAnEditedOrderAndDropsItsRemovedLine() throws Unusable {
    var id = place(1, "false", "0");
    shop.post(
        "/orders/" + id + "/edit",
        """
        {"lines": [{"sku": "85123A", "quantity": 0}, {"sku": "71053", "quantity": 5},
                   {"sku": "NEW", "quantity": 1, "unitPrice": "1.00"}]}
        """);

    var reading = assertSameThroughBothShapes(id, "orders/edited");

    var lines = commercial(reading).path("lines");
    assertThat(lines).hasSize(2);
    assertThat(lines).extracting(line -> line.path("quantity").asText()).containsExactly("5", "1");
  }

  @Test
  void readsTheSameOfACancelledOrder() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/cancel", "{\"reason\": \"customer\"}");

    var reading = assertSameThroughBothShapes(id, "orders/cancelled");

    assertThat(commercial(reading).path("status").asText()).isEqualTo("cancelled");
    assertThat(commercial(reading).path("cancelReason").asText()).isEqualTo("customer");
  }

  @Test
  void readsTheSameOfAFulfilledOrder() throws Unusable {
    var id = place(1, "false", "0");
    shop.post("/orders/" + id + "/fulfil", "{}");

    var reading = assertSameThroughBothShapes(id, "orders/fulfilled");

    assertThat(facet(reading, "fulfilment").path("status").asText()).isEqualTo("fulfilled");
  }

  @Test
  void readsWhatTheOrderIsWorth() throws Unusable {
    var id = place(1, "false", "0");

    var reading = reading(polled(id));

    // 6 x 2.55 + 3 x 3.39 = 25.47; less 3.33, plus 5.00 shipping and 20 % tax on both.
    assertThat(commercial(reading).path("total").asText()).isEqualTo("32.57");
    assertThat(commercial(reading).path("discount").asText()).isEqualTo("3.33");
    assertThat(commercial(reading).path("shipping").asText()).isEqualTo("5.00");
    assertThat(commercial(reading).path("presentmentCurrency").asText()).isEqualTo("SEK");
    assertThat(commercial(reading).path("placedAt").asText()).isEqualTo("2026-03-04T08:26:00Z");
    assertThat(reading.names()).containsExactly(new Name("shopify-eu#number", "X1"));
    assertThat(reading.content().personal().path("email").asText()).isEqualTo("ada@example.test");
    assertThat(reading.content().facets().toString()).doesNotContain("Ada", "ada@");
  }

  @Test
  void asksAgainWhatAGiftCardPaid() throws Unusable {
    var id = place(1, "false", "10.00");
    var webhook = webhook("orders/create");

    assertThat(connector.understand("orders/create", webhook.body()))
        .isEqualTo(new Understood.ReadAgain(id));
    assertThat(commercial(reading(polled(id))).path("giftCards").asText()).isEqualTo("10.00");
  }

  @Test
  void readsADeletedOrderAgainAndFindsNone() throws Unusable {
    var id = place(1, "false", "0");
    shop.delete("/orders/" + id);
    var webhook = webhook("orders/delete");

    assertThat(connector.understand("orders/delete", webhook.body()))
        .isEqualTo(new Understood.ReadAgain(id));
    assertThat(connector.fetch(id)).isEmpty();
  }
}
