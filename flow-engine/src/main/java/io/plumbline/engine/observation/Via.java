package io.plumbline.engine.observation;

/** The way an observation came. */
public enum Via {
  WEBHOOK,
  POLL,
  FILE,
  SNAPSHOT,
  /**
   * Read because two contents carried the same source time, or after a write that brings no
   * webhook.
   */
  REREAD
}
