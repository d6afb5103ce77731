package io.plumbline.connectors.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;

/** Signs the compact form of a JSON Web Token with a private key. */
final class SigningKey {

  private final String algorithm;
  private final PrivateKey key;

  private SigningKey(String algorithm, PrivateKey key) {
    this.algorithm = algorithm;
    this.key = key;
  }

  /**
   * Reads a key in PKCS #8 PEM.
   *
   * @param algorithm PS256, PS384, PS512, ES256, ES384 or ES512
   */
  static SigningKey of(String algorithm, String pem) {
    if (!algorithm.matches("(PS|ES)(256|384|512)")) {
      throw new IllegalArgumentException(
          "expected one of PS256, PS384, PS512, ES256, ES384, ES512, found '" + algorithm + "'");
    }
    try {
      var bare = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
      var encoded = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(bare));
      var family = algorithm.startsWith("PS") ? "RSA" : "EC";
      return new SigningKey(algorithm, KeyFactory.getInstance(family).generatePrivate(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Without the cause's words: they might quote the key.
      throw new IllegalArgumentException(
          "expected a private key in PKCS #8 PEM that fits "
              + algorithm
              + "; make one of another PEM with 'openssl pkcs8 -topk8 -nocrypt'");
    }
  }

  String algorithm() {
    return algorithm;
  }

  /** Header, payload and signature, each in Base64 for URLs. */
  String signed(byte[] header, byte[] payload) {
    var text = url(header) + "." + url(payload);
    try {
      var signature = signature();
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + url(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with " + algorithm, e);
    }
  }

  private Signature signature() throws GeneralSecurityException {
    var bits = algorithm.substring(2);
    if (algorithm.startsWith("ES")) {
      return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
    }
    var signature = Signature.getInstance("RSASSA-PSS");
    var digest = "SHA-" + bits;
    // The salt is as long as the digest (RFC 7518, section 3.5).
    signature.setParameter(
        new PSSParameterSpec(
            digest, "MGF1", new MGF1ParameterSpec(digest), Integer.parseInt(bits) / 8, 1));
    return signature;
  }

  private static String url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
