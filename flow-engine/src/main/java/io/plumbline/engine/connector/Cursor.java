package io.plumbline.engine.connector;

import java.time.Instant;

/**
 * A place in a vendor's listing by modification time and id: everything up to and with it was read.
 */
public record Cursor(Instant modifiedAt, String id) {

  public static Cursor before(Instant modifiedAt) {
    return new Cursor(modifiedAt, "");
  }

  public Cursor minus(java.time.Duration overlap) {
    return before(modifiedAt.minus(overlap));
  }
}
