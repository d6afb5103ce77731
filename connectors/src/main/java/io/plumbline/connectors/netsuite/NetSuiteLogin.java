package io.plumbline.connectors.netsuite;

import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.http.Tokens;
import io.plumbline.connectors.oauth.ClientAssertion;
import io.plumbline.connectors.oauth.GrantedTokens;
import io.plumbline.engine.connection.Connection;
import java.net.URI;
import java.time.Clock;

/**
 * How the integration logs in: by the OAuth 2.0 client credentials grant where it has a private
 * key, else with a token given to it.
 */
final class NetSuiteLogin {

  private static final String ENDPOINT = "/services/rest/auth/oauth2/v1/token";

  private NetSuiteLogin() {}

  static Tokens tokens(Connection connection, Settings settings, HttpCaller http, Clock clock) {
    if (connection.secretsPresent("private-key").isEmpty()) {
      return Tokens.fixed(connection.secret("access-token"));
    }
    var endpoint = connection.url().resolve(settings.text("token-endpoint", ENDPOINT));
    var client =
        new ClientAssertion.Client(
            connection.secret("client-id"),
            connection.secret("certificate-id"),
            settings.text("token-scope", "rest_webservices"));
    var assertion =
        new ClientAssertion(
            client,
            URI.create(settings.text("token-audience", endpoint.toString())),
            settings.oneOf("token-algorithm", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"),
            connection.secret("private-key"),
            clock);
    return new GrantedTokens(connection.name(), endpoint, assertion::form, http, clock);
  }
}
