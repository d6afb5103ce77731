package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.http.Tokens;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.connectors.oauth.KeptTokens;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a user logs in: by name and password, renewed with the refresh token that came along; or with
 * a refresh token, or an access token, that was given once.
 */
final class ShipHeroLogin {

  private final Connection connection;
  private final HttpCaller http;
  private final Clock clock;
  private final URI tokenEndpoint;
  private final URI refreshEndpoint;
  private final Duration lifetime;
  private Optional<String> refresh;

  private ShipHeroLogin(Settings settings, HttpCaller http, Clock clock) {
    this.connection = settings.connection();
    this.http = http;
    this.clock = clock;
    var url = connection.url();
    this.tokenEndpoint = url.resolve(settings.text("token-endpoint", "/auth/token"));
    this.refreshEndpoint = url.resolve(settings.text("refresh-endpoint", "/auth/refresh"));
    this.lifetime = settings.duration("token-lifetime", Duration.ofDays(28));
    this.refresh = connection.secretsPresent("refresh-token").stream().findFirst();
  }

  static Tokens tokens(Settings settings, HttpCaller http, Clock clock) {
    if (settings.connection().secretsPresent("username", "refresh-token").isEmpty()) {
      return Tokens.fixed(settings.connection().secret("access-token"));
    }
    return new KeptTokens(new ShipHeroLogin(settings, http, clock)::granted, clock);
  }

  /** Called by one thread at a time. */
  private KeptTokens.Token granted() {
    return refresh.flatMap(this::refreshed).orElseGet(this::loggedIn);
  }

  /** Empty where the vendor refuses the refresh token and a password is at hand. */
  private Optional<KeptTokens.Token> refreshed(String token) {
    try {
      return Optional.of(asked(refreshEndpoint, Json.object().put("refresh_token", token)));
    } catch (CallFailed e) {
      if (e.kind() != Kind.CONFIGURATION || connection.secretsPresent("username").isEmpty()) {
        throw e;
      }
      refresh = Optional.empty();
      return Optional.empty();
    }
  }

  private KeptTokens.Token loggedIn() {
    return asked(
        tokenEndpoint,
        Json.object()
            .put("username", connection.secret("username"))
            .put("password", connection.secret("password")));
  }

  private KeptTokens.Token asked(URI endpoint, ObjectNode credentials) {
    var asked = clock.instant();
    var body = Optional.of(Body.json(credentials));
    var answer = http.send(new Call("POST", endpoint, Effect.READ, Map.of(), body));
    var text = answer.body().path("access_token").asText("");
    if (!answer.succeeded() || text.isBlank()) {
      throw refused(endpoint, answer);
    }
    // A refresh answers with no new refresh token: the old one goes on.
    refresh =
        Optional.of(answer.body().path("refresh_token").asText(""))
            .filter(token -> !token.isBlank())
            .or(() -> refresh);
    return new KeptTokens.Token(text, asked.plus(lifetime(answer)));
  }

  private Duration lifetime(Answer answer) {
    var seconds = answer.body().path("expires_in").asText("");
    return seconds.matches("[0-9]{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : lifetime;
  }

  private CallFailed refused(URI endpoint, Answer answer) {
    var error = VendorError.in(answer.body());
    return new CallFailed(
            Kind.CONFIGURATION,
            "%s: no access token: POST %s answered %d%s. Check the user's credentials."
                .formatted(connection.name(), endpoint.getRawPath(), answer.status(), error.told()))
        .quoting(error.quoted());
  }
}
