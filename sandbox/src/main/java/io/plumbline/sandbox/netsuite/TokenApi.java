package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
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
 * {@code POST /services/rest/auth/oauth2/v1/token}: the client credentials grant, by a signed
 * assertion; tokens live for an hour.
 */
final class TokenApi {
  private static final String PATH = "/services/rest/auth/oauth2/v1/token";
  private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  private static final String SCOPE = "rest_webservices";
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final Account account;
  private final Clock clock;
  private final Map<String, Instant> issued = new ConcurrentHashMap<>();

  TokenApi(Account account, Clock clock) {
    this.account = account;
    this.clock = clock;
  }

  static boolean concerns(Request request) {
    return request.path().equals(PATH);
  }

  /** Whether a request may pass with this token. */
  boolean knows(String token) {
    return token.equals(account.token())
        || Optional.ofNullable(issued.get(token)).filter(clock.instant()::isBefore).isPresent();
  }

  /** What an administrator does who revokes them all. */
  int revoke() {
    int revoked = issued.size();
    issued.clear();
    return revoked;
  }

  Answer answer(Request request) {
    Map<String, String> form = request.form();
    if (!"client_credentials".equals(form.get("grant_type"))) {
      return refusal("unsupported_grant_type", "The grant_type is not supported.");
    }
    if (!ASSERTION.equals(form.get("client_assertion_type"))) {
      return refusal("invalid_request", "The client_assertion_type is not valid.");
    }
    Optional<String> wrong =
        SignedToken.parse(form.getOrDefault("client_assertion", ""))
            .map(token -> wrong(token, request))
            .orElse(Optional.of("The client_assertion is no JSON Web Token."));
    return wrong.map(why -> refusal("invalid_grant", why)).orElseGet(this::granted);
  }

  /** Why an assertion is not taken. */
  private Optional<String> wrong(SignedToken token, Request request) {
    Optional<Account.Client> client =
        account.client().filter(one -> one.certificate().equals(token.keyId()));
    if (client.isEmpty()) {
      return Optional.of("No mapping has the certificate of the kid.");
    }
    if (!token.signedBy(client.get().key())) {
      return Optional.of("The signature or its algorithm is not valid.");
    }
    JsonNode claims = token.claims();
    if (!claims.path("iss").asText().equals(client.get().id())) {
      return Optional.of("The iss is not the client of the mapping.");
    }
    if (!claims.path("scope").toString().contains(SCOPE)) {
      return Optional.of("The scope lacks " + SCOPE + ".");
    }
    String host = request.header("Host").orElse("");
    if (!claims.path("aud").asText().replaceFirst("^https?://", "").equals(host + PATH)) {
      return Optional.of("The aud is not this token endpoint.");
    }
    return timely(claims) ? Optional.empty() : Optional.of("The iat or exp is not valid.");
  }

  private boolean timely(JsonNode claims) {
    Instant from = Instant.ofEpochSecond(claims.path("iat").asLong());
    Instant until = Instant.ofEpochSecond(claims.path("exp").asLong());
    Instant now = clock.instant();
    return !from.isAfter(now.plus(SKEW))
        && until.isAfter(now)
        && Duration.between(from, until).compareTo(HOUR) < 0;
  }

  private Answer granted() {
    String token = "granted-" + UUID.randomUUID();
    issued.put(token, clock.instant().plus(HOUR));
    return Answer.ok(
        Json.object()
            .put("access_token", token)
            .put("expires_in", String.valueOf(HOUR.toSeconds()))
            .put("token_type", "bearer"));
  }

  private static Answer refusal(String error, String why) {
    return Answer.json(400, Map.of("error", error, "error_description", why));
  }
}
