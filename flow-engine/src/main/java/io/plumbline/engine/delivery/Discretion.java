package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.CallFailed;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps to itself what a vendor's words quote of a person: a failure is journalled, published and
 * told in letters, and none of these may name the buyer.
 */
final class Discretion {

  private static final String LEFT_OUT = "…";

  /** Shorter words, such as a country's code or "de", tell nobody from anybody. */
  private static final int TELLING = 3;

  private static final String MAIL = "[^\\s<>\"'(),;:]+@[^\\s<>\"'(),;:]+";

  private final Pattern quotes;

  private Discretion(Collection<String> telling) {
    String words =
        telling.stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(word -> "(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
            .collect(Collectors.joining("|"));
    quotes =
        Pattern.compile(
            words.isEmpty() ? MAIL : MAIL + "|" + words,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** About the person whose canonical fields these are. */
  static Discretion about(JsonNode personal) {
    var telling = new TreeSet<String>();
    values(personal)
        .flatMap(value -> Stream.concat(Stream.of(value), Arrays.stream(value.split("[\\s,;]+"))))
        .map(String::strip)
        .filter(word -> word.length() >= TELLING)
        .forEach(telling::add);
    return new Discretion(telling);
  }

  /** The failure with its message free of the person, and without the cause that may quote it. */
  CallFailed of(CallFailed failure) {
    String said = String.valueOf(failure.getMessage());
    return new CallFailed(
        failure.kind(),
        quotes.matcher(said).replaceAll(LEFT_OUT),
        failure.retryAfter().orElse(null),
        null);
  }

  private static Stream<String> values(JsonNode node) {
    if (node.isValueNode()) {
      return node.isNull() ? Stream.empty() : Stream.of(node.asText());
    }
    return node.valueStream().flatMap(Discretion::values);
  }
}
