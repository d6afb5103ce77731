package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * NetSuite has no webhooks; a SuiteScript of ours in the account may post events, signed as {@code
 * X-Hub-Signature: sha256=<hex of the HMAC over the raw body>}. They spare latency, not the poll.
 */
final class NetSuiteWebhooks {

  private static final String SCHEME = "sha256=";

  private final String connection;
  private final List<String> secrets;

  NetSuiteWebhooks(Connection connection) {
    this.connection = connection.name();
    this.secrets = connection.secretsPresent("webhook-secret", "webhook-secret-previous");
  }

  Arrival receive(Webhook webhook) {
    if (secrets.isEmpty()) {
      return new Arrival.Forged("no webhook-secret is configured");
    }
    var signature =
        webhook
            .header("X-Hub-Signature")
            .or(() -> webhook.header("X-Hub-Signature-256"))
            .flatMap(NetSuiteWebhooks::decode);
    if (signature.isEmpty()) {
      return new Arrival.Forged("no readable signature");
    }
    if (!Hmac.madeByOne(secrets, signature.get(), webhook.body())) {
      return new Arrival.Forged("signature of none of the live secrets");
    }
    return genuine(webhook);
  }

  private Arrival genuine(Webhook webhook) {
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
