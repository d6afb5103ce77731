package io.plumbline.reconciler.event;

/** A record that can never be used as it stands. */
public final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;

  public Unreadable(String message) {
    super(message);
  }

  public Unreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
