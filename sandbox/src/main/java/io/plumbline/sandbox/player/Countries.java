package io.plumbline.sandbox.player;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Country codes for the names that order files use. */
final class Countries {
  /** ISO's code for a country that nobody knows. */
  private static final String UNKNOWN = "ZZ";

  private static final Map<String, String> SPECIAL =
      Map.of("EIRE", "IE", "USA", "US", "RSA", "ZA", "Channel Islands", "GG", "Hong Kong", "HK");

  private static final Map<String, String> NAMED =
      Arrays.stream(Locale.getISOCountries())
          .collect(
              Collectors.toMap(
                  code -> Locale.of("", code).getDisplayCountry(Locale.ENGLISH),
                  Function.identity()));

  private Countries() {}

  static String code(String name) {
    return SPECIAL.getOrDefault(name, NAMED.getOrDefault(name, UNKNOWN));
  }
}
