package io.plumbline.reconciler.event;

import org.jspecify.annotations.Nullable;

/**
 * Whether an event is news, or told again as part of the history of an entity, which is judged by
 * its end.
 */
public enum Retelling {
  NEWS,
  /** More of the same entity's history follows. */
  MORE,
  /** With it the entity's history is told. */
  LAST;

  /** As the header {@code ce_retold} says it; whatever else it may say one day is no news. */
  public static Retelling of(@Nullable String header) {
    if (header == null) {
      return NEWS;
    }
    return header.equals("more") ? MORE : LAST;
  }
}
