package io.plumbline.sandbox.shopify;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The vendor's global ids of orders. */
final class Gid {
  private static final Pattern ORDER = Pattern.compile("gid://shopify/Order/(\\d{1,18})");

  private Gid() {}

  static String order(long id) {
    return "gid://shopify/Order/" + id;
  }

  /** The number in an order's gid; nothing for anything else. */
  static OptionalLong orderId(String gid) {
    Matcher matcher = ORDER.matcher(gid);
    return matcher.matches()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }
}
