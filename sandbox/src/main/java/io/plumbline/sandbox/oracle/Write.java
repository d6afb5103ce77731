package io.plumbline.sandbox.oracle;

import java.time.Instant;

/**
 * A write as the vendor's own log has it; {@code disturbed} when a planned fault struck it.
 *
 * @param effectAt when it took effect, or when it was received if it never did
 */
public record Write(
    Instant receivedAt,
    Instant effectAt,
    String method,
    String path,
    String answered,
    String error,
    boolean applied,
    boolean disturbed) {

  /** The answer of an API in which 200 stands before errors as well. */
  private static final String OUT_OF_CREDITS = "CREDITS";

  /** A write that nothing is said against. */
  Write(
      Instant receivedAt,
      Instant effectAt,
      String method,
      String path,
      String answered,
      boolean applied,
      boolean disturbed) {
    this(receivedAt, effectAt, method, path, answered, "", applied, disturbed);
  }

  /** The vendor said that it took it. */
  boolean accepted() {
    return answered.startsWith("2") && error.isEmpty();
  }

  /** The vendor said no and will say no again. */
  boolean rejected() {
    boolean refused = answered.startsWith("4") && !answered.equals("429");
    boolean inWords = answered.startsWith("2") && !error.isEmpty() && !error.equals(OUT_OF_CREDITS);
    return !applied && (refused || (inWords && !disturbed));
  }
}
