package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.SignedWebhooks;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.HexFormat;
import java.util.Optional;

/**
 * NetSuite has no webhooks; a SuiteScript of ours in the account may post events, signed as {@code
 * X-Hub-Signature: sha256=<hex of the HMAC over the raw body>}. They spare latency, not the poll.
 */
final class NetSuiteWebhooks {

  private static final String SCHEME = "sha256=";

  private final String connection;
  private final SignedWebhooks signed;

  NetSuiteWebhooks(Connection connection) {
    this.connection = connection.name();
    this.signed =
        new SignedWebhooks(connection.secretsPresent("webhook-secret", "webhook-secret-previous"));
  }

  Arrival receive(Webhook webhook) {
    var signature =
        webhook
            .header("X-Hub-Signature")
            .or(() -> webhook.header("X-Hub-Signature-256"))
            .flatMap(NetSuiteWebhooks::decode);
    return signed.receive(webhook, signature, this::genuine);
  }

  private Arrival.Genuine genuine(Webhook webhook) {
    var event = Json.lenient(webhook.body());
    var body = Hmac.fingerprint(webhook.body());
    var id = event.path("internalId").asText("");
    var dedupe =
        Hmac.fingerprint(
            connection, webhook.topic(), id, event.path("lastModified").asText(""), body);
    return new Arrival.Genuine(dedupe, id.matches("[0-9]{1,20}") ? id : "unreadable-" + body);
  }

  private static Optional<byte[]> decode(String signature) {
    try {
      return signature.startsWith(SCHEME)
          ? Optional.of(HexFormat.of().parseHex(signature.strip().substring(SCHEME.length())))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
