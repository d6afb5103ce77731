package io.plumbline.reconciler.finding;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The name of an episode: made of what it is about and the version that began it. */
final class FindingId {
  /** 96 bits: no two of a billion findings share them, and people can still read them out. */
  private static final int BYTES = 12;

  private FindingId() {}

  static String of(String kind, String key, String connection, String field, String began) {
    String name = String.join("\n", kind, key, connection, field, began);
    byte[] hash = sha256().digest(name.getBytes(UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected SHA-256, which every JVM must have", e);
    }
  }
}
