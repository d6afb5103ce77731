package io.plumbline.reconciler.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** Where a page ended: what its last row is sorted by. */
public record Cursor(List<String> parts) {
  private static final String SEPARATOR = "|";

  public Cursor {
    parts = List.copyOf(parts);
  }

  public static Cursor of(String... parts) {
    return new Cursor(List.of(parts));
  }

  String text() {
    String plain = parts.stream().map(Cursor::escaped).collect(Collectors.joining(SEPARATOR));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8));
  }

  static Cursor read(String text, int count) {
    try {
      String plain = new String(Base64.getUrlDecoder().decode(text), UTF_8);
      List<String> parts =
          Arrays.stream(plain.split("\\|", -1))
              .map(part -> Text.kept("cursor", unescaped(part)))
              .toList();
      if (parts.size() == count) {
        return new Cursor(parts);
      }
    } catch (IllegalArgumentException _) {
      // falls through to the one refusal there is for a cursor that is not ours
    }
    throw notOurs();
  }

  public String part(int index) {
    return parts.get(index);
  }

  /** A part that is a time. */
  public Instant time(int index) {
    try {
      return Moments.kept("cursor", Instant.parse(parts.get(index)));
    } catch (DateTimeException _) {
      throw notOurs();
    }
  }

  private static Refusal notOurs() {
    return Refusal.badRequest("cursor: expected the 'next' of an earlier page");
  }

  private static String escaped(String part) {
    return part.replace("%", "%25").replace(SEPARATOR, "%7C");
  }

  private static String unescaped(String part) {
    return part.replace("%7C", SEPARATOR).replace("%25", "%");
  }
}
