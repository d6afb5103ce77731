package io.plumbline.connectors.shopify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Arrival.Forged;
import io.plumbline.engine.connector.Arrival.Genuine;
import io.plumbline.engine.connector.Webhook;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyWebhooksTest {

  private static final String ORDER = "{\"id\":5120,\"name\":\"#X1\"}";

  private final ShopifyWebhooks webhooks =
      new ShopifyWebhooks(
          ConnectionBuilder.shop()
              .secret("webhook-secret", "new")
              .secret("webhook-secret-previous", "old")
              .build());

  @Test
  void takesTheDeliveryIdAsDedupeKeyAndTheOrderAsExternalId() {
    assertThat(signed("new", ORDER)).isEqualTo(new Genuine("delivery-1", "5120"));
  }

  @Test
  void takesTheSecretBeforeTheRotationToo() {
    assertThat(signed("old", ORDER)).isInstanceOf(Genuine.class);
  }

  @Test
  void refusesASignatureOfAnotherSecret() {
    assertThat(signed("guessed", ORDER)).isInstanceOf(Forged.class);
  }

  @Test
  void refusesABodyChangedByOneByte() {
    var changed = ORDER.replace("5120", "5121").getBytes(UTF_8);

    var arrival = webhooks.receive(webhook(headers("new", ORDER, "X-Shopify-"), changed));

    assertThat(arrival).isInstanceOf(Forged.class);
  }

  @Test
  void refusesAMissingOrUnreadableSignature() {
    assertThat(webhooks.receive(webhook(Map.of(), ORDER.getBytes(UTF_8))))
        .isInstanceOf(Forged.class);
    assertThat(
            webhooks.receive(
                webhook(Map.of("X-Shopify-Hmac-Sha256", "not base64!"), ORDER.getBytes(UTF_8))))
        .isInstanceOf(Forged.class);
  }

  @Test
  void readsHeadersWithoutTheOldPrefixInAnyCase() {
    var headers = headers("new", ORDER, "SHOPIFY-");

    assertThat(webhooks.receive(webhook(headers, ORDER.getBytes(UTF_8))))
        .isEqualTo(new Genuine("delivery-1", "5120"));
  }

  @Test
  void keysAChildRecordByItsOrder() {
    var refund = "{\"id\":990001,\"order_id\":5120}";

    assertThat(signed("new", refund)).isEqualTo(new Genuine("delivery-1", "5120"));
  }

  @Test
  void keepsWhatItCannotReadUnderAStableName() {
    var first = (Genuine) signed("new", "<html>");
    var again = (Genuine) signed("new", "<html>");
    var other = (Genuine) signed("new", "{\"id\":{\"trap\":1}}");

    assertThat(first.externalId()).startsWith("unreadable-").isEqualTo(again.externalId());
    assertThat(other.externalId()).startsWith("unreadable-").isNotEqualTo(first.externalId());
  }

  @Test
  void tellsDeliveriesWithoutIdApartByTheirBody() {
    var bytes = ORDER.getBytes(UTF_8);
    var signature = Map.of("X-Shopify-Hmac-Sha256", signature("new", ORDER));

    var first = (Genuine) webhooks.receive(webhook(signature, bytes));
    var again = (Genuine) webhooks.receive(webhook(signature, bytes));

    assertThat(first.dedupeKey()).isNotBlank().isEqualTo(again.dedupeKey());
  }

  private Arrival signed(String secret, String body) {
    return webhooks.receive(webhook(headers(secret, body, "X-Shopify-"), body.getBytes(UTF_8)));
  }

  private static Webhook webhook(Map<String, String> headers, byte[] body) {
    return new Webhook("orders/create", headers, body);
  }

  private static Map<String, String> headers(String secret, String body, String prefix) {
    return Map.of(
        prefix + "Hmac-Sha256", signature(secret, body), prefix + "Webhook-Id", "delivery-1");
  }

  private static String signature(String secret, String body) {
    return Base64.getEncoder().encodeToString(Hmac.sha256(secret, body.getBytes(UTF_8)));
  }
}
