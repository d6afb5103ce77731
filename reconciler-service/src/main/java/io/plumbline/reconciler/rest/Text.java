package io.plumbline.reconciler.rest;

import org.jspecify.annotations.Nullable;

/** Text from outside that is looked up or kept. */
public final class Text {
  private Text() {}

  /** The same text, unless it holds a character that no name has and no database stores. */
  public static String plain(String name, String value) {
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.badRequest(name + ": expected text without control characters");
    }
    return kept(name, value);
  }

  /** Prose, which may have several lines. */
  public static String kept(String name, String value) {
    if (value.indexOf(0) >= 0) {
      throw Refusal.badRequest(name + ": expected text without the character U+0000");
    }
    if (value.codePoints().anyMatch(Text::isHalf)) {
      throw Refusal.badRequest(name + ": expected text, found half of a surrogate pair");
    }
    return value;
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  /** The same for what may be left out. */
  public static @Nullable String plainIfAny(String name, @Nullable String value) {
    return value == null ? null : plain(name, value);
  }
}
