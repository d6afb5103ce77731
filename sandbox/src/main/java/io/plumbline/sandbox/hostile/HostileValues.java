package io.plumbline.sandbox.hostile;

import java.util.List;
import java.util.stream.Stream;

/** Values that have broken systems before, as they are written in JSON. */
public final class HostileValues {

  private static final int DEEP = 10_000;

  private HostileValues() {}

  /** Numbers, some of which ask for more digits than a machine has memory for. */
  public static List<String> numbers() {
    return List.of(
        "0",
        "-0",
        "-1",
        "-99999.99",
        "1e3",
        "1E-3",
        "1e400000000",
        "-1e400000000",
        "1e-400000000",
        "1e2147483647",
        "1e99999",
        "2147483648",
        "9223372036854775808",
        "99999999999999999999.99",
        "999999999999999999.99",
        "0.1000000000000000055511151231257827",
        "9".repeat(900),
        "1." + "3".repeat(900));
  }

  /** The contents of text, without quotes and escaped. */
  public static List<String> texts() {
    return List.of(
        "",
        " ",
        "#",
        "# ",
        ":",
        "null",
        "NaN",
        "Infinity",
        "true",
        "0x10",
        "1,5",
        "1 000",
        "\\u0000",
        "a\\u0000b",
        "#\\u0000",
        "\\ud800",
        "#\\ud800",
        "\\udc00x",
        "\\ud83d\\ude00",
        "\\uFEFF",
        "\\u00a0",
        "\\u2028",
        "\\u202Eabc",
        "\u0661\u0662\u0663",
        "\u03a9\u03bc\u03ad\u03b3\u03b1",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u6f22\u5b57",
        "' or 1=1 --",
        "${7*7}{{7*7}}",
        "../../../etc/passwd",
        "%00%0d%0a",
        "a/b?c=d#e",
        "shopify-eu:",
        "shopify-eu:5120",
        "shopify-eu:5120:ff:1",
        "gid://shopify/Order/",
        "gid://shopify/Order/5120?x=1",
        "x".repeat(600),
        incompressible(3_000),
        incompressible(20_000),
        "9".repeat(20_000));
  }

  /** The contents of times, currencies and words that are none. */
  public static List<String> words() {
    return List.of(
        "0000-01-01T00:00:00Z",
        "-0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "+9999999-01-01T00:00:00Z",
        "+999999999-12-31T23:59:59Z",
        "+200000-01-01T00:00:00Z",
        "2999-01-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-20T10:00:00",
        "2026-11-20T10:00:00+19:00",
        "2026-11-20",
        "+9999999-01-01",
        "yesterday",
        "XXX",
        "XTS",
        "gbp",
        "GBPP",
        "ZZZ",
        "\u00a3",
        "BTC");
  }

  /** What stands where something else is expected. */
  public static List<String> shapes() {
    return List.of(
        "null",
        "true",
        "false",
        "{}",
        "[]",
        "[null]",
        "[[]]",
        "[1,\"a\",{}]",
        "{\"\":\"\"}",
        "{\"id\":{\"id\":{}}}",
        "[".repeat(DEEP) + "]".repeat(DEEP),
        "{\"a\":".repeat(DEEP) + "1" + "}".repeat(DEEP),
        "{\"a\":".repeat(600) + "1" + "}".repeat(600));
  }

  /** All of them as JSON. */
  static List<String> tokens() {
    return Stream.of(
            numbers().stream(),
            numbers().stream().map(HostileValues::quoted),
            texts().stream().map(HostileValues::quoted),
            words().stream().map(HostileValues::quoted),
            shapes().stream())
        .flatMap(values -> values)
        .toList();
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** The same every time, and not to be made smaller: an index keeps no long row of it. */
  private static String incompressible(int length) {
    var text = new StringBuilder();
    long state = 42;
    while (text.length() < length) {
      state = state * 6_364_136_223_846_793_005L + 1_442_695_040_888_963_407L;
      text.append(Character.forDigit((int) (state >>> 59), 36));
    }
    return text.toString();
  }
}
