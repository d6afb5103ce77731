package io.plumbline.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A request as it came in; path segments and parameters are already decoded. */
public record Request(
    String method,
    String path,
    List<String> segments,
    Map<String, String> parameters,
    Map<String, String> headers,
    byte[] body) {
  private static final Pattern SLASH = Pattern.compile("/");
  private static final Pattern AMPERSAND = Pattern.compile("&");

  static Request of(HttpExchange exchange) throws IOException {
    String rawPath = exchange.getRequestURI().getRawPath();
    Map<String, String> headers = new LinkedHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(lower(name), values.getFirst()));
    return new Request(
        exchange.getRequestMethod(),
        rawPath,
        SLASH.splitAsStream(rawPath).filter(part -> !part.isEmpty()).map(Request::decoded).toList(),
        parameters(exchange.getRequestURI().getRawQuery()),
        headers,
        exchange.getRequestBody().readAllBytes());
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(lower(name)));
  }

  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The fields of a body that a form sent. */
  public Map<String, String> form() {
    return parameters(new String(body, StandardCharsets.UTF_8));
  }

  public long number(String parameter, long whenAbsent) {
    return parameter(parameter).map(Long::parseLong).orElse(whenAbsent);
  }

  public JsonNode json() {
    return Json.read(body);
  }

  /** Whether the path begins with these segments. */
  public boolean under(String... first) {
    return segments.size() >= first.length
        && segments.subList(0, first.length).equals(List.of(first));
  }

  private static Map<String, String> parameters(@org.jspecify.annotations.Nullable String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Stream<String> pairs = query == null ? Stream.of() : AMPERSAND.splitAsStream(query);
    pairs.forEach(pair -> {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      parameters.put(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    });
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String lower(String name) {
    return name.toLowerCase(java.util.Locale.ROOT);
  }
}
