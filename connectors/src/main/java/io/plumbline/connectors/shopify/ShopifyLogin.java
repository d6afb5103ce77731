package io.plumbline.connectors.shopify;

import io.plumbline.connectors.http.HttpCaller;
import io.plumbline.connectors.http.Tokens;
import io.plumbline.connectors.oauth.GrantedTokens;
import io.plumbline.engine.connection.Connection;
import java.time.Clock;
import java.util.Map;

/**
 * How the app logs in: by the client credentials grant where it has a client id, as apps of the
 * merchant's own do, else with a token given to it.
 */
final class ShopifyLogin {

  private static final String ENDPOINT = "/admin/oauth/access_token";

  private ShopifyLogin() {}

  static Tokens tokens(Connection connection, HttpCaller http, Clock clock) {
    if (connection.secretsPresent("client-id").isEmpty()) {
      return Tokens.fixed(connection.secret("access-token"));
    }
    var form =
        Map.of(
            "grant_type",
            "client_credentials",
            "client_id",
            connection.secret("client-id"),
            "client_secret",
            connection.secret("client-secret"));
    return new GrantedTokens(
        connection.name(), connection.url().resolve(ENDPOINT), () -> form, http, clock);
  }
}
