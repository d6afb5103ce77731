package io.plumbline.reconciler.rest;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How much of a list is asked for, and from where on. */
public record Paging(int limit, @Nullable Cursor after) {
  static final int USUAL = 100;
  static final int MOST = 1_000;

  /**
   * As it stands in a query.
   *
   * @param parts how many parts the list's cursors have
   */
  public static Paging of(@Nullable String limit, @Nullable String cursor, int parts) {
    return new Paging(limit(limit), cursor == null ? null : Cursor.read(cursor, parts));
  }

  private static int limit(@Nullable String text) {
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

  /** How many rows to look for: one more than is shown tells whether there is a next page. */
  public int sought() {
    return limit + 1;
  }

  /** The page that was found, and behind which row the next one starts. */
  public <R, T> Page<T> page(
      List<R> found, Function<R, Cursor> end, Function<List<R>, List<T>> items) {
    List<R> shown = found.subList(0, Math.min(limit, found.size()));
    String next = found.size() > limit ? end.apply(shown.getLast()).text() : null;
    return new Page<>(items.apply(shown), next);
  }
}
