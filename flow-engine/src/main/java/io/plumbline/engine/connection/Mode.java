package io.plumbline.engine.connection;

/** How far a flow goes on a connection. */
public enum Mode {
  /** Read only: nothing is computed for it and nothing is written. */
  OBSERVE,
  /** Every write is computed and recorded, none is sent. */
  SHADOW,
  /** Writes are sent. */
  LIVE;

  public boolean writes() {
    return this == LIVE;
  }
}
