package io.plumbline.connectors.shiphero;

import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges webhooks by their signature. Every webhook that is registered has a secret of its own: all
 * secrets named {@code webhook-secret…} are live.
 */
final class ShipHeroWebhooks {

  private final String connection;
  private final List<String> secrets;

  ShipHeroWebhooks(Connection connection) {
    this.connection = connection.name();
    this.secrets =
        connection.secrets().entrySet().stream()
            .filter(secret -> secret.getKey().startsWith("webhook-secret"))
            .sorted(Map.Entry.comparingByKey())
            .map(Map.Entry::getValue)
            .toList();
  }

  Arrival receive(Webhook webhook) {
    if (secrets.isEmpty()) {
      return new Arrival.Forged("no webhook-secret is configured");
    }
    var signature = webhook.header("x-shiphero-hmac-sha256").flatMap(ShipHeroWebhooks::decode);
    if (signature.isEmpty()) {
      return new Arrival.Forged("no readable signature");
    }
    if (!Hmac.madeByOne(secrets, signature.get(), webhook.body())) {
      return new Arrival.Forged("signature of none of the live secrets");
    }
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

  private static Optional<byte[]> decode(String signature) {
    try {
      return Optional.of(Base64.getDecoder().decode(signature.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String externalId(byte[] raw) {
    return ShipHeroIds.ofOrder(Json.lenient(raw))
        .orElseGet(() -> "unreadable-" + Hmac.fingerprint(raw));
  }
}
