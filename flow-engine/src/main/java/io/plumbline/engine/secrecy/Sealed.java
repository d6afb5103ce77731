package io.plumbline.engine.secrecy;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** AES-256-GCM under one key, with a context that a ciphertext cannot be moved out of. */
final class Sealed {

  private final Aead aead;

  Sealed(byte[] key) {
    if (key.length != 32) {
      throw new IllegalArgumentException("expected a key of 32 bytes, found " + key.length);
    }
    try {
      aead = new AesGcmJce(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not to be had in this JVM", e);
    }
  }

  byte[] seal(byte[] plain, String context) {
    try {
      return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("could not encrypt", e);
    }
  }

  byte[] open(byte[] sealed, String context) {
    try {
      return aead.decrypt(sealed, context.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new Unreadable(
          "expected a ciphertext of '%s' under the key in use".formatted(context), e);
    }
  }
}
