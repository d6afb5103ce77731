package io.plumbline.sandbox.netsuite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one by one; keywords and names are lower case. */
final class Tokens {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:('(?:[^']|'')*')|([A-Za-z_][\\w.]*)|(\\d+(?:\\.\\d+)?)|(<=|>=|<>|!=|[=<>(),*.-]))");

  private final List<String> tokens = new ArrayList<>();
  private int at;

  Tokens(String text) {
    String query = text.strip();
    Matcher matcher = TOKEN.matcher(query);
    int end = 0;
    while (end < query.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw invalid("unexpected character at " + end + ": " + query.substring(end));
      }
      end = matcher.end();
      String token = matcher.group().strip();
      tokens.add(token.startsWith("'") ? token : token.toLowerCase(Locale.ROOT));
    }
  }

  boolean done() {
    return at == tokens.size();
  }

  String peek() {
    return done() ? "" : tokens.get(at);
  }

  String next() {
    if (done()) {
      throw invalid("the query ends too early");
    }
    return tokens.get(at++);
  }

  /** Takes these words if they are next. */
  boolean take(String... words) {
    if (at + words.length > tokens.size()
        || !tokens.subList(at, at + words.length).equals(List.of(words))) {
      return false;
    }
    at += words.length;
    return true;
  }

  void expect(String... words) {
    if (!take(words)) {
      throw invalid("expected " + String.join(" ", words) + ", found '" + peek() + "'");
    }
  }

  static Refusal invalid(String detail) {
    return Refusal.invalid("INVALID_PARAMETER", "Invalid search query: " + detail + ".");
  }
}
