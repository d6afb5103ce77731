package io.plumbline.connectors.oauth;

import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Body;
import io.plumbline.connectors.http.Call;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.Tokens;
import io.plumbline.connectors.http.VendorError;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Tokens of the OAuth 2.0 client credentials grant: asked for when needed, kept while they live.
 */
public final class GrantedTokens implements Tokens {

  private final String connection;
  private final URI endpoint;
  private final Supplier<Map<String, String>> form;
  private final HttpCaller http;
  private final Clock clock;
  private final KeptTokens kept;

  /**
   * @param form the fields of the grant, made anew for each request
   */
  public GrantedTokens(
      String connection,
      URI endpoint,
      Supplier<Map<String, String>> form,
      HttpCaller http,
      Clock clock) {
    this.connection = connection;
    this.endpoint = endpoint;
    this.form = form;
    this.http = http;
    this.clock = clock;
    this.kept = new KeptTokens(this::granted, clock);
  }

  @Override
  public String current() {
    return kept.current();
  }

  @Override
  public boolean replaces(String refused) {
    return kept.replaces(refused);
  }

  private KeptTokens.Token granted() {
    var asked = clock.instant();
    var answer =
        http.send(
            new Call("POST", endpoint, Effect.READ, Map.of(), Optional.of(Body.form(form.get()))));
    var text = answer.body().path("access_token").asText("");
    if (!answer.succeeded() || text.isBlank()) {
      throw refused(answer);
    }
    return new KeptTokens.Token(text, asked.plusSeconds(lifetime(answer)));
  }

  /** NetSuite writes the seconds as text, Shopify as a number. */
  private long lifetime(Answer answer) {
    var seconds = answer.body().path("expires_in").asText("");
    if (!seconds.matches("[0-9]{1,9}")) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "%s: expected expires_in in seconds from %s, found another text."
              .formatted(connection, endpoint.getRawPath()));
    }
    return Long.parseLong(seconds);
  }

  private CallFailed refused(Answer answer) {
    var error = VendorError.in(answer.body());
    return new CallFailed(
            Kind.CONFIGURATION,
            "%s: no access token: POST %s answered %d%s. Check the client's credentials."
                .formatted(connection, endpoint.getRawPath(), answer.status(), error.told()))
        .quoting(error.quoted());
  }
}
