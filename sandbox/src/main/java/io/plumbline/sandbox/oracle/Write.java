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
    boolean applied,
    boolean disturbed) {

  /** The vendor said that it took it. */
  boolean accepted() {
    return answered.startsWith("2");
  }

  /** The vendor said no and will say no again. */
  boolean rejected() {
    return !applied && answered.startsWith("4") && !answered.equals("429");
  }
}
