package io.plumbline.engine.mapping;

import io.plumbline.engine.observation.Text;
import org.jspecify.annotations.Nullable;

/** A field that a payload does not fill as its row expects. */
final class Misfit extends Exception {

  private static final long serialVersionUID = 1L;

  private final String field;
  private final String source;
  private final String expected;
  private final @Nullable String found;

  Misfit(String field, String source, String expected, @Nullable String found) {
    this(field, source, expected, found, null);
  }

  Misfit(
      String field,
      String source,
      String expected,
      @Nullable String found,
      @Nullable Throwable cause) {
    super(field, cause);
    this.field = field;
    this.source = source;
    this.expected = expected;
    this.found = found;
  }

  /** Names field, expected and found. */
  String explanation() {
    return "%s ← %s: expected %s, found %s".formatted(field, source, expected, shown());
  }

  /** The same about a personal field, whose value nobody may read in an error. */
  String discreet() {
    return "%s ← %s: expected %s, found %s"
        .formatted(
            field,
            source,
            expected,
            found == null ? "nothing" : "another value (personal, not shown)");
  }

  private String shown() {
    if (found == null) {
      return "nothing";
    }
    return "'" + Text.shown(found) + "'";
  }
}
