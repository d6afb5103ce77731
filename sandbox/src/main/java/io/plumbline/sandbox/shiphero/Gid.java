package io.plumbline.sandbox.shiphero;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The vendor's ids: the type and the number, in base64. */
final class Gid {
  private Gid() {}

  static String of(String type, long number) {
    return Base64.getEncoder()
        .encodeToString((type + ":" + number).getBytes(StandardCharsets.UTF_8));
  }

  static long number(String type, String id) {
    try {
      String text = new String(Base64.getDecoder().decode(id), StandardCharsets.UTF_8);
      if (text.startsWith(type + ":")) {
        return Long.parseLong(text.substring(type.length() + 1));
      }
    } catch (IllegalArgumentException e) {
      throw new Refused("Not an id of type " + type + ": " + id);
    }
    throw new Refused("Not an id of type " + type + ": " + id);
  }
}
