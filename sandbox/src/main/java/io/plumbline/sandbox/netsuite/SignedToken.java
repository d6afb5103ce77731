package io.plumbline.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A JSON Web Token as it came in: what it claims, and whether a key has signed it. */
record SignedToken(JsonNode header, JsonNode claims, String signedText, String signature) {
  private static final Map<String, Integer> DIGESTS =
      Map.of("PS256", 32, "PS384", 48, "PS512", 64, "ES256", 32, "ES384", 48, "ES512", 64);

  /** Nothing where the text is no token in its compact form. */
  static Optional<SignedToken> parse(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Base64.Decoder url = Base64.getUrlDecoder();
      return Optional.of(
          new SignedToken(
              Json.read(url.decode(parts[0])),
              Json.read(url.decode(parts[1])),
              parts[0] + "." + parts[1],
              parts[2]));
    } catch (IllegalArgumentException | Json.Malformed e) {
      return Optional.empty();
    }
  }

  String keyId() {
    return header.path("kid").asText();
  }

  /** Only the algorithms that the vendor takes; a token cannot choose a weaker one. */
  boolean signedBy(String publicKey) {
    String algorithm = header.path("alg").asText();
    Integer digest = DIGESTS.get(algorithm);
    if (digest == null || !header.path("typ").asText().equals("JWT")) {
      return false;
    }
    try {
      boolean probabilistic = algorithm.startsWith("PS");
      Signature verifier = probabilistic ? pss(digest) : ecdsa(digest);
      verifier.initVerify(key(publicKey, probabilistic ? "RSA" : "EC"));
      verifier.update(signedText.getBytes(StandardCharsets.US_ASCII));
      return verifier.verify(Base64.getUrlDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  private static Signature pss(int digest) throws GeneralSecurityException {
    Signature verifier = Signature.getInstance("RSASSA-PSS");
    String name = "SHA-" + digest * 8;
    verifier.setParameter(
        new PSSParameterSpec(name, "MGF1", new MGF1ParameterSpec(name), digest, 1));
    return verifier;
  }

  private static Signature ecdsa(int digest) throws GeneralSecurityException {
    return Signature.getInstance("SHA" + digest * 8 + "withECDSAinP1363Format");
  }

  private static PublicKey key(String pem, String family) throws GeneralSecurityException {
    String bare = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return KeyFactory.getInstance(family)
        .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(bare)));
  }
}
