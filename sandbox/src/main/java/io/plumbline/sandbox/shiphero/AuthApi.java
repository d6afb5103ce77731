package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Request;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** {@code POST /auth/token} and {@code /auth/refresh}: tokens that last four weeks. */
final class AuthApi {
  private static final Duration LIFE = Duration.ofDays(28);

  private final Map<String, Instant> granted = new ConcurrentHashMap<>();
  private final Map<String, String> refreshers = new ConcurrentHashMap<>();
  private final Login login;
  private final Clock clock;

  /** Who may log in; the token is good without logging in. */
  record Login(String user, String password, String token) {}

  AuthApi(Login login, Clock clock) {
    this.login = login;
    this.clock = clock;
  }

  boolean knows(Request request) {
    String token = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
    Instant until = granted.get(token);
    return token.equals(login.token()) || (until != null && clock.instant().isBefore(until));
  }

  Answer answer(Request request) {
    if (!request.method().equals("POST")) {
      return Answer.empty(405);
    }
    JsonNode json = request.json();
    if (request.segments().getLast().equals("refresh")) {
      String refresher = json.path("refresh_token").asText();
      return refreshers.containsKey(refresher) ? grant(refresher) : refused();
    }
    String user =
        json.hasNonNull("username") ? json.path("username").asText() : json.path("email").asText();
    boolean known =
        user.equals(login.user()) && json.path("password").asText().equals(login.password());
    if (!known || login.password().isEmpty()) {
      return refused();
    }
    String refresher = UUID.randomUUID().toString();
    refreshers.put(refresher, user);
    return grant(refresher);
  }

  private Answer grant(String refresher) {
    String token = UUID.randomUUID().toString();
    granted.put(token, clock.instant().plus(LIFE));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("access_token", token);
    body.put("refresh_token", refresher);
    body.put("expires_in", LIFE.toSeconds());
    body.put("token_type", "Bearer");
    return Answer.ok(body);
  }

  private static Answer refused() {
    return Answer.json(401, Map.of("message", "Wrong login"));
  }
}
