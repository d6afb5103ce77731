package io.plumbline.engine.observation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Text of strangers, as far as it can be kept: PostgreSQL takes no NUL, UTF-8 no half of a
 * surrogate pair, and no index a long row.
 */
public final class Text {

  /** In bytes. An index row of PostgreSQL has 2,704 at most, and a key is made of two names. */
  public static final int LONGEST_NAME = 512;

  /** In bytes: it may stand in an explanation, which is indexed beside a key. */
  public static final int LONGEST_VALUE = 1_024;

  private static final int SHOWN = 60;
  private static final String REPLACEMENT = "\uFFFD";

  private Text() {}

  /** What keeps a text from being kept, in words; empty where nothing does. */
  public static Optional<String> fault(String text, int mostBytes) {
    int bytes = 0;
    for (int at = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      if (point == 0) {
        return Optional.of("the character U+0000");
      }
      if (isHalf(point)) {
        return Optional.of("half of a surrogate pair");
      }
      bytes += bytes(point);
      at += Character.charCount(point);
    }
    return bytes > mostBytes
        ? Optional.of("%d bytes of at most %d".formatted(bytes, mostBytes))
        : Optional.empty();
  }

  /**
   * The name itself, or where it cannot be kept one that stands for it: the same for the same name,
   * and another for another.
   */
  public static String name(String name) {
    return fault(name, LONGEST_NAME).isEmpty() ? name : shown(name) + "~" + digest(name);
  }

  /** The text for people to read, cut and with a mark where a character cannot be kept. */
  public static String shown(String text) {
    return cut(text, SHOWN);
  }

  /** The whole text with a mark where a character cannot be kept. */
  public static String mended(String text) {
    return cut(text, text.length());
  }

  /** The same as long as that. */
  public static String cut(String text, int mostCharacters) {
    boolean whole = text.length() <= mostCharacters;
    if (whole && fault(text, Integer.MAX_VALUE).isEmpty()) {
      return text;
    }
    var kept = new StringBuilder();
    text.codePoints()
        .limit(mostCharacters)
        .forEach(point -> {
          if (point == 0 || isHalf(point)) {
            kept.append(REPLACEMENT);
          } else {
            kept.appendCodePoint(point);
          }
        });
    return whole ? kept.toString() : kept.append('…').toString();
  }

  private static boolean isHalf(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static int bytes(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** Over the characters as they are: encoded, every half of a pair would be the same. */
  private static String digest(String text) {
    var units = ByteBuffer.allocate(2 * text.length());
    units.asCharBuffer().put(text);
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(units.array()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
