package io.plumbline.sandbox.oracle;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out which order a write of a vendor's log was about. */
final class Target {
  private static final Pattern OURS = Pattern.compile("[a-z][a-z0-9-]*:\\d+");
  private static final Pattern GLOBAL_ID = Pattern.compile("Order[:/](\\d+)");

  private Target() {}

  /** A refused write has no reference in the log, but its path names what it was about. */
  static String about(String reference, String path) {
    return decoded(reference) + " " + URLDecoder.decode(path, StandardCharsets.UTF_8);
  }

  /** The sale, or empty when nothing names one. */
  static String sale(String about, Set<String> sales, Map<String, String> byRecord) {
    Matcher ours = OURS.matcher(about);
    while (ours.find()) {
      if (sales.contains(ours.group())) {
        return ours.group();
      }
    }
    Matcher global = GLOBAL_ID.matcher(about);
    return global.find() ? byRecord.getOrDefault(global.group(1), "") : "";
  }

  /** Some vendors' ids are an object's name and number in Base64. */
  private static String decoded(String reference) {
    return plain(reference).filter(id -> GLOBAL_ID.matcher(id).find()).orElse(reference);
  }

  private static Optional<String> plain(String reference) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(reference), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
