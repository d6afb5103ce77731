package io.plumbline.embedded;

import java.security.SecureRandom;
import java.util.Base64;

/** Random secrets. */
public final class Secrets {

  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  /** As many random bytes, in Base64 without characters that need escaping. */
  public static String random(int bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(bytes));
  }

  /** A master key as the services read it: 32 random bytes in Base64. */
  public static String masterKey() {
    return Base64.getEncoder().encodeToString(bytes(32));
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    RANDOM.nextBytes(bytes);
    return bytes;
  }
}
