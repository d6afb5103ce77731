package io.plumbline.engine.deadletter;

/** A letter that no retry brings further: the message says what is left to do. */
public final class CannotRetry extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotRetry(String message) {
    super(message);
  }
}
