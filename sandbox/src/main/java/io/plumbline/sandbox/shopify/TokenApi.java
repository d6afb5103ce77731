package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code POST /admin/oauth/access_token}: the client credentials grant of the merchant's own apps;
 * tokens live for a day.
 */
final class TokenApi {
  private static final String PATH = "/admin/oauth/access_token";
  private static final Duration LIFE = Duration.ofSeconds(86_399);

  private final Shop shop;
  private final Clock clock;
  private final Map<String, Instant> issued = new ConcurrentHashMap<>();

  TokenApi(Shop shop, Clock clock) {
    this.shop = shop;
    this.clock = clock;
  }

  static boolean concerns(Request request) {
    return request.path().equals(PATH);
  }

  /** Whether a request may pass with this token. */
  boolean knows(String token) {
    return token.equals(shop.token())
        || Optional.ofNullable(issued.get(token)).filter(clock.instant()::isBefore).isPresent();
  }

  Answer answer(Request request) {
    Map<String, String> form = request.form();
    Shop.App asking =
        new Shop.App(form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", ""));
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return Answer.json(400, Map.of("error", "unsupported_grant_type"));
    }
    if (!shop.app().equals(Optional.of(asking))) {
      return Answer.json(400, Map.of("error", "application_cannot_be_found"));
    }
    String token = "shpat_" + UUID.randomUUID();
    issued.put(token, clock.instant().plus(LIFE));
    return Answer.ok(
        Json.object()
            .put("access_token", token)
            .put("scope", "read_orders,write_orders")
            .put("expires_in", LIFE.toSeconds()));
  }
}
