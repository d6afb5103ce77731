package io.plumbline.connectors.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures and fingerprints over raw bytes. */
public final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  /**
   * Whether one of the live secrets made the signature. Every secret is tried whatever came before,
   * so that the time taken tells nothing.
   */
  public static boolean madeByOne(List<String> secrets, byte[] signature, byte[] body) {
    var keys = secrets.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList();
    return madeByOneOf(keys, List.of(signature), body);
  }

  /** The same with keys that are no text, where a sender who rotates gives several signatures. */
  public static boolean madeByOneOf(List<byte[]> keys, List<byte[]> signatures, byte[] body) {
    var genuine = false;
    for (var key : keys) {
      var own = sha256(key, body);
      for (var signature : signatures) {
        genuine |= MessageDigest.isEqual(own, signature);
      }
    }
    return genuine;
  }

  public static byte[] sha256(String secret, byte[] body) {
    return sha256(secret.getBytes(StandardCharsets.UTF_8), body);
  }

  public static byte[] sha256(byte[] key, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  /** A stable stand-in for a name that is not there. */
  public static String fingerprint(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The same over bytes. */
  public static String fingerprint(byte[] body) {
    return fingerprint(new String(body, StandardCharsets.ISO_8859_1));
  }
}
