package io.plumbline.sandbox.shopify;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The vendor's global ids. */
final class Gid {
  private static final Pattern GID = Pattern.compile("gid://shopify/(\\w+)/(\\d{1,18})");

  private Gid() {}

  static String order(long id) {
    return of("Order", id);
  }

  static String of(String type, long id) {
    return "gid://shopify/" + type + "/" + id;
  }

  /** The number in an order's gid; nothing for anything else. */
  static OptionalLong orderId(String gid) {
    return number("Order", gid);
  }

  /** The number in a gid of that type; nothing for anything else. */
  static OptionalLong number(String type, String gid) {
    Matcher matcher = GID.matcher(gid);
    return matcher.matches() && matcher.group(1).equals(type)
        ? OptionalLong.of(Long.parseLong(matcher.group(2)))
        : OptionalLong.empty();
  }
}
