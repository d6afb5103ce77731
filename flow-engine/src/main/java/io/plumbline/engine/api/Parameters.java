package io.plumbline.engine.api;

import io.plumbline.engine.observation.Text;
import io.plumbline.engine.observation.Times;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters as they were meant, or a refusal that names the one that is wrong. */
public final class Parameters {

  static final int USUAL = 50;
  static final int MOST = 500;
  private static final String SEPARATOR = "\n";

  private Parameters() {}

  public static int limit(@Nullable String limit) {
    if (limit == null || limit.isBlank()) {
      return USUAL;
    }
    if (limit.matches("[0-9]{1,4}")) {
      var number = Integer.parseInt(limit);
      if (number >= 1 && number <= MOST) {
        return number;
      }
    }
    throw Refused.parameter("limit", "a number from 1 to " + MOST, limit);
  }

  public static Optional<Instant> instant(String name, @Nullable String instant) {
    try {
      return text(instant).map(Parameters::moment);
    } catch (DateTimeException e) {
      throw Refused.parameter(name, "an instant such as 2026-12-01T09:10:00Z", "" + instant);
    }
  }

  /**
   * A time that the database can compare with others.
   *
   * @throws DateTimeException where it is none
   */
  public static Instant moment(String text) {
    return Times.kept(Instant.parse(text));
  }

  public static Optional<String> oneOf(
      String name, @Nullable String value, Collection<String> allowed) {
    return text(value)
        .map(word -> {
          if (!allowed.contains(word)) {
            throw Refused.parameter(name, "one of " + String.join(", ", allowed), word);
          }
          return word;
        });
  }

  public static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }

  /** A field of a body that has to say something, and something that can be kept. */
  public static String said(String field, String expected, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw Refused.field(field, expected, value == null ? "nothing" : "blanks");
    }
    var fault = Text.fault(value, Text.LONGEST_VALUE);
    if (fault.isPresent()) {
      throw Refused.field(field, expected + ", as text that can be kept", fault.get());
    }
    return value.strip();
  }

  /** An opaque cursor: callers hand it back, and never look into it. */
  public static String cursor(String... place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(String.join(SEPARATOR, place).getBytes(StandardCharsets.UTF_8));
  }

  /** The place behind a cursor that {@link #cursor} made. */
  public static Optional<List<String>> place(@Nullable String cursor, int parts) {
    return text(cursor)
        .map(text -> {
          var place = List.of(decoded(text).split(SEPARATOR, -1));
          if (place.size() != parts) {
            throw badCursor(text);
          }
          return place;
        });
  }

  /** The number a cursor of one number stands for. */
  public static Optional<Long> number(@Nullable String cursor) {
    return place(cursor, 1)
        .map(place -> {
          if (!place.getFirst().matches("[0-9]{1,18}")) {
            throw badCursor("" + cursor);
          }
          return Long.valueOf(place.getFirst());
        });
  }

  public static Refused badCursor(String cursor) {
    return Refused.parameter("cursor", "a cursor as an earlier page gave it in 'next'", cursor);
  }

  private static String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw badCursor(cursor);
    }
  }
}
