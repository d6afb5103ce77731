package io.plumbline.connectors.shiphero;

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

class ShipHeroWebhooksTest {

  private static final String ALLOCATED =
      "{\"webhook_type\":\"Order Allocated\",\"order_uuid\":\"T3JkZXI6OTE=\",\"order_number\":\"X7\"}";

  private final ShipHeroWebhooks webhooks =
      new ShipHeroWebhooks(
          ConnectionBuilder.warehouse()
              .secret("webhook-secret-shipments", "one")
              .secret("webhook-secret-cancellations", "two")
              .build());

  @Test
  void takesTheSecretOfEachWebhook() {
    assertThat(signed("one", ALLOCATED)).isInstanceOf(Genuine.class);
    assertThat(signed("two", ALLOCATED)).isInstanceOf(Genuine.class);
  }

  @Test
  void refusesASignatureOfAnotherSecret() {
    assertThat(signed("guessed", ALLOCATED)).isInstanceOf(Forged.class);
  }

  @Test
  void takesNoOtherSecretForAWebhooks() {
    var named =
        new ShipHeroWebhooks(ConnectionBuilder.warehouse().secret("password", "one").build());

    var arrival = named.receive(webhook(Map.of(), ALLOCATED, "one"));

    assertThat(arrival).isEqualTo(new Forged("no webhook-secret is configured"));
  }

  @Test
  void refusesABodyChangedByOneByte() {
    var changed =
        new Webhook("x", headers("one", ALLOCATED), ALLOCATED.replace("X7", "X8").getBytes(UTF_8));

    assertThat(webhooks.receive(changed)).isInstanceOf(Forged.class);
  }

  @Test
  void refusesAMissingOrUnreadableSignature() {
    var bytes = ALLOCATED.getBytes(UTF_8);

    assertThat(webhooks.receive(new Webhook("x", Map.of(), bytes))).isInstanceOf(Forged.class);
    assertThat(
            webhooks.receive(
                new Webhook("x", Map.of("X-Shiphero-Hmac-Sha256", "not base64!"), bytes)))
        .isInstanceOf(Forged.class);
  }

  @Test
  void knowsADeliveryByItsMessageId() {
    var first =
        (Genuine)
            webhooks.receive(webhook(Map.of("X-Shiphero-Message-ID", "m-1"), ALLOCATED, "one"));
    var other =
        (Genuine)
            webhooks.receive(webhook(Map.of("X-Shiphero-Message-ID", "m-2"), ALLOCATED, "one"));

    assertThat(first.dedupeKey()).isEqualTo("m-1");
    assertThat(other.dedupeKey()).isEqualTo("m-2");
  }

  @Test
  void knowsADeliveryWithoutAnIdByItsBody() {
    var first = (Genuine) signed("one", ALLOCATED);
    var again = (Genuine) signed("two", ALLOCATED);
    var other = (Genuine) signed("one", ALLOCATED.replace("X7", "X8"));

    assertThat(again.dedupeKey()).isEqualTo(first.dedupeKey());
    assertThat(other.dedupeKey()).isNotEqualTo(first.dedupeKey());
  }

  @Test
  void takesTheOrdersIdUnderWhicheverName() {
    assertThat(named(ALLOCATED)).isEqualTo("T3JkZXI6OTE=");
    assertThat(named("{\"fulfillment\":{\"order_id\":91,\"partner_order_id\":\"shop1:7\"}}"))
        .isEqualTo("T3JkZXI6OTE=");
  }

  @Test
  void goesByReferenceOrNumberWhereTheIdIsMissing() {
    assertThat(
            named("{\"fulfillment\":{\"partner_order_id\":\"shop1:7\",\"order_number\":\"X7\"}}"))
        .isEqualTo("partner_order_id/shop1:7");
    assertThat(named("{\"order_number\":\"X7\",\"order_uuid\":null}")).isEqualTo("order_number/X7");
  }

  @Test
  void keepsWhatItCannotReadUnderAStableName() {
    assertThat(named("<html>")).startsWith("unreadable-").isEqualTo(named("<html>"));
  }

  private String named(String body) {
    return ((Genuine) signed("one", body)).externalId();
  }

  private Arrival signed(String secret, String body) {
    return webhooks.receive(webhook(Map.of(), body, secret));
  }

  private static Webhook webhook(Map<String, String> more, String body, String secret) {
    var headers = new java.util.HashMap<>(headers(secret, body));
    headers.putAll(more);
    return new Webhook("orders", headers, body.getBytes(UTF_8));
  }

  private static Map<String, String> headers(String secret, String body) {
    var signature = Base64.getEncoder().encodeToString(Hmac.sha256(secret, body.getBytes(UTF_8)));
    return Map.of("x-shiphero-hmac-sha256", signature);
  }
}
