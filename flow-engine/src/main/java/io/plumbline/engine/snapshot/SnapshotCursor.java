package io.plumbline.engine.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** A place in a vendor's listing as callers see it: opaque, and safe in a URL. */
public final class SnapshotCursor {

  private static final String MARK = "listing:";

  private SnapshotCursor() {}

  static String of(String vendors) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((MARK + vendors).getBytes(StandardCharsets.UTF_8));
  }

  /** The vendor's own cursor; empty where this is none that {@link #of} made. */
  public static Optional<String> vendors(String cursor) {
    try {
      var decoded = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Optional.of(decoded)
          .filter(text -> text.startsWith(MARK))
          .map(text -> text.substring(MARK.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
