package io.plumbline.engine.connector;

import io.plumbline.engine.observation.Text;

/**
 * A payload that can never be understood: a dead letter with this message as its cause, which is
 * cut and made fit to be kept, since it may quote the payload.
 */
public final class Unusable extends Exception {

  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 2_000;

  public Unusable(String message) {
    super(Text.cut(message, LONGEST));
  }

  public Unusable(String message, Throwable cause) {
    super(Text.cut(message, LONGEST), cause);
  }
}
