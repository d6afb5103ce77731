package io.plumbline.engine.connector;

/** A payload that can never be understood: a dead letter with this message as its cause. */
public final class Unusable extends Exception {

  private static final long serialVersionUID = 1L;

  public Unusable(String message) {
    super(message);
  }

  public Unusable(String message, Throwable cause) {
    super(message, cause);
  }
}
