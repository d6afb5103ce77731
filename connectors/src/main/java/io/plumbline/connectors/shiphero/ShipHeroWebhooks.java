package io.plumbline.connectors.shiphero;

import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.SignedWebhooks;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.Map;

/**
 * Judges webhooks by their signature. Every webhook that is registered has a secret of its own: all
 * secrets named {@code webhook-secret…} are live.
 */
final class ShipHeroWebhooks {

  /** Any other answer counts as a failure, and five of those give a delivery up. */
  static final String ACKNOWLEDGEMENT = "{\"code\":\"200\",\"Status\":\"Success\"}";

  private final String connection;
  private final SignedWebhooks signed;

  ShipHeroWebhooks(Connection connection) {
    this.connection = connection.name();
    this.signed =
        new SignedWebhooks(
            connection.secrets().entrySet().stream()
                .filter(secret -> secret.getKey().startsWith("webhook-secret"))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList());
  }

  Arrival receive(Webhook webhook) {
    var signature = webhook.header("x-shiphero-hmac-sha256").flatMap(SignedWebhooks::base64);
    return signed.receive(webhook, signature, this::genuine);
  }

  private Arrival.Genuine genuine(Webhook webhook) {
    return new Arrival.Genuine(dedupeKey(webhook), externalId(webhook.body()));
  }

  private String dedupeKey(Webhook webhook) {
    return webhook
        .header("x-shiphero-message-id")
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .orElseGet(
            () -> Hmac.fingerprint(connection, webhook.topic(), Hmac.fingerprint(webhook.body())));
  }

  private static String externalId(byte[] raw) {
    return ShipHeroIds.ofOrder(Json.lenient(raw))
        .orElseGet(() -> "unreadable-" + Hmac.fingerprint(raw));
  }
}
