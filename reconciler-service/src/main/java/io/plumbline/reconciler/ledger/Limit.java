package io.plumbline.reconciler.ledger;

import org.jspecify.annotations.Nullable;

/** How many items a page holds. */
final class Limit {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private Limit() {}

  static int of(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    try {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= MOST) {
        return limit;
      }
    } catch (NumberFormatException _) {
      // falls through to the refusal below
    }
    throw Refusal.badRequest("limit: expected 1 to %d, found %s".formatted(MOST, text));
  }
}
