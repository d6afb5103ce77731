package io.plumbline.engine.secrecy;

import org.jspecify.annotations.Nullable;

/** A ciphertext whose key is gone or is another one. */
public final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public Unreadable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
