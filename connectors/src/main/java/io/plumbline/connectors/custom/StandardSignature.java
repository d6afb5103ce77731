package io.plumbline.connectors.custom;

import io.plumbline.connectors.http.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Signs as Standard Webhooks 1.0 says (https://www.standardwebhooks.com): base64 of the
 * HMAC-SHA-256 over {@code <id>.<seconds>.<body>}, behind the version {@code v1,}. Libraries for
 * the other side exist in most languages.
 */
final class StandardSignature {

  static final String ID = "webhook-id";
  static final String TIME = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  static final String VERSION = "v1,";

  /** Marks a key that is written as base64. */
  private static final String ENCODED = "whsec_";

  private StandardSignature() {}

  static Map<String, String> headers(String secret, String id, long seconds, byte[] body) {
    var signature = Hmac.sha256(key(secret), content(id, Long.toString(seconds), body));
    return Map.of(
        ID,
        id,
        TIME,
        Long.toString(seconds),
        SIGNATURE,
        VERSION + Base64.getEncoder().encodeToString(signature));
  }

  static byte[] content(String id, String seconds, byte[] body) {
    var content = new ByteArrayOutputStream();
    content.writeBytes((id + "." + seconds + ".").getBytes(StandardCharsets.UTF_8));
    content.writeBytes(body);
    return content.toByteArray();
  }

  /**
   * The bytes of a secret.
   *
   * @throws IllegalArgumentException where it is marked as base64 and is none
   */
  static byte[] key(String secret) {
    if (!secret.startsWith(ENCODED)) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
    try {
      var key = Base64.getDecoder().decode(secret.substring(ENCODED.length()));
      if (key.length == 0) {
        throw new IllegalArgumentException("no key at all");
      }
      return key;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected base64 behind %s in a secret, found something else.".formatted(ENCODED), e);
    }
  }
}
