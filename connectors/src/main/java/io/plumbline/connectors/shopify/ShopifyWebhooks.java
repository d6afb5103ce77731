package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.SignedWebhooks;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import java.util.List;
import java.util.Optional;

/** Judges webhooks: signature first, then a name from the body, whose content is not believed. */
final class ShopifyWebhooks {

  private static final List<String> PREFIXES = List.of("x-shopify-", "shopify-");

  private final String connection;
  private final SignedWebhooks signed;

  ShopifyWebhooks(Connection connection) {
    this.connection = connection.name();
    // After a rotation Shopify signs with the old secret for up to an hour.
    this.signed =
        new SignedWebhooks(connection.secretsPresent("webhook-secret", "webhook-secret-previous"));
  }

  Arrival receive(Webhook webhook) {
    var signature = header(webhook, "hmac-sha256").flatMap(SignedWebhooks::base64);
    return signed.receive(webhook, signature, this::genuine);
  }

  private Arrival.Genuine genuine(Webhook webhook) {
    return new Arrival.Genuine(dedupeKey(webhook), externalId(webhook.body()));
  }

  private String dedupeKey(Webhook webhook) {
    return header(webhook, "webhook-id")
        .orElseGet(
            () -> Hmac.fingerprint(connection, webhook.topic(), Hmac.fingerprint(webhook.body())));
  }

  private static Optional<String> header(Webhook webhook, String name) {
    return PREFIXES.stream()
        .flatMap(prefix -> webhook.header(prefix + name).stream())
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  /** Payloads of child records are keyed by their order, so that an order's news stay in order. */
  private static String externalId(byte[] raw) {
    var body = Json.lenient(raw);
    for (var id : orderIds(body)) {
      var number = ShopifyIds.number(id);
      if (number.isPresent()) {
        return number.get();
      }
    }
    return "unreadable-" + Hmac.fingerprint(raw);
  }

  private static List<JsonNode> orderIds(JsonNode body) {
    return List.of(
        body.path("order_id"),
        body.path("order_edit").path("order_id"),
        body.path("id"),
        body.path("admin_graphql_api_id"));
  }
}
