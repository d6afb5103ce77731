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
    return value;
  }

  /** Prose, which may have several lines. */
  public static String kept(String name, String value) {
    if (value.indexOf(0) >= 0) {
      throw Refusal.badRequest(name + ": expected text without the character U+0000");
    }
    return value;
  }

  /** The same for what may be left out. */
  public static @Nullable String plainIfAny(String name, @Nullable String value) {
    return value == null ? null : plain(name, value);
  }
}
