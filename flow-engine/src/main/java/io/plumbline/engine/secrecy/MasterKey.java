package io.plumbline.engine.secrecy;

import com.google.crypto.tink.subtle.Hkdf;
import com.google.crypto.tink.subtle.Random;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/** The service's own key: wraps every other key, and is never stored. */
@Singleton
public class MasterKey {

  private static final int BYTES = 32;
  private static final String REMEDY =
      "plumbline.master-key: expected base64 of 32 random bytes, found %s. Set PLUMBLINE_MASTER_KEY, for instance to the output of: openssl rand -base64 32";

  private final byte[] material;
  private final Sealed sealed;

  @Inject
  MasterKey(MasterKeyConfig config) {
    this(
        config
            .value()
            .orElseThrow(() -> new IllegalArgumentException(REMEDY.formatted("nothing"))));
  }

  public MasterKey(String base64) {
    material = decode(base64);
    sealed = new Sealed(derive("wrap"));
  }

  /** Encrypts what belongs to the service and not to one entity; context says what it is. */
  public byte[] seal(byte[] plain, String context) {
    return sealed.seal(plain, context);
  }

  public byte[] open(byte[] ciphertext, String context) {
    return sealed.open(ciphertext, context);
  }

  /** A key for one purpose, the same at every start. */
  byte[] derive(String purpose) {
    try {
      return Hkdf.computeHkdf(
          "HmacSha256",
          material,
          new byte[0],
          ("plumbline/" + purpose).getBytes(StandardCharsets.UTF_8),
          BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is not to be had in this JVM", e);
    }
  }

  /** A fresh random key, wrapped. */
  byte[] wrapNew(String context) {
    return seal(Random.randBytes(BYTES), context);
  }

  private static byte[] decode(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(REMEDY.formatted("text that is not base64"), e);
    }
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException(REMEDY.formatted(bytes.length + " bytes"));
    }
    return bytes;
  }
}
