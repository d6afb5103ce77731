package io.plumbline.connectors.oauth;

import io.plumbline.connectors.http.Json;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The client credentials grant in which a signed statement stands for the client's secret (RFC
 * 7523).
 */
public final class ClientAssertion {

  private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Vendors take an hour at most; what is used at once needs minutes. */
  private static final Duration LIFE = Duration.ofMinutes(5);

  private final Client client;
  private final URI audience;
  private final SigningKey key;
  private final Clock clock;

  /**
   * Who asks for what.
   *
   * @param id whom the vendor knows the application as
   * @param certificate the vendor's id of the certificate that the key belongs to
   */
  public record Client(String id, String certificate, String scope) {}

  /**
   * @param audience the token endpoint as the vendor itself names it
   * @param algorithm PS256, PS384, PS512, ES256, ES384 or ES512
   * @param privateKey in PKCS #8 PEM
   */
  public ClientAssertion(
      Client client, URI audience, String algorithm, String privateKey, Clock clock) {
    this.client = client;
    this.audience = audience;
    this.key = SigningKey.of(algorithm, privateKey);
    this.clock = clock;
  }

  /** The fields of one request for a token. */
  public Map<String, String> form() {
    var header =
        Json.object()
            .put("typ", "JWT")
            .put("alg", key.algorithm())
            .put("kid", client.certificate());
    var now = clock.instant();
    var payload =
        Json.object()
            .put("iss", client.id())
            .put("scope", client.scope())
            .put("aud", audience.toString())
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(LIFE).getEpochSecond());
    return Map.of(
        "grant_type",
        "client_credentials",
        "client_assertion_type",
        TYPE,
        "client_assertion",
        key.signed(Json.bytes(header), Json.bytes(payload)));
  }
}
