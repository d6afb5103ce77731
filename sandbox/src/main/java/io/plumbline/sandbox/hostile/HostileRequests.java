package io.plumbline.sandbox.hostile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Requests made of a service's own OpenAPI document, each wrong in one way. */
public final class HostileRequests {

  private static final List<String> METHODS =
      List.of("GET", "PUT", "POST", "DELETE", "PATCH", "OPTIONS");

  private static final List<String> ACCEPTED = List.of("text/csv", "garbage", "*/*;q=x", ";", "");

  private static final List<String> TYPES =
      List.of("text/plain", "application/json; charset=klingon", "garbage", ";;", "a/b; c");

  /** As they stand in an address. */
  private static final List<String> ENCODED =
      List.of(
          "%00",
          "a%00b",
          "%ED%A0%80",
          "%C3%28",
          "%FF",
          "%F0%9F%98%80",
          "%D8%A7%D9%84",
          "%2F",
          "..%2F..%2Fetc",
          "%0D%0AX:%201",
          "%25",
          "%7C",
          "%20",
          "%27%20or%201=1%20--",
          "%24%7B7*7%7D",
          "-1",
          "0",
          "1e400000000",
          "9".repeat(30),
          "99999999999999999999999",
          "NaN",
          "null",
          "true",
          "%5B%5D",
          "%7B%7D",
          "%2B999999999-12-31T23:59:59Z",
          "0000-01-01",
          "9999999-01-01",
          "AA",
          "AApi",
          "bm90LWEtdGltZQpr",
          "fHx8",
          "____",
          "x".repeat(3_000));

  private final JsonNode api;
  private final Map<String, String> samples;
  private final List<HostileRequest> requests = new ArrayList<>();

  private HostileRequests(JsonNode api, Map<String, String> samples) {
    this.api = api;
    this.samples = samples;
  }

  /**
   * All of them.
   *
   * @param api the document as JSON
   * @param samples a good value for parameters by their names; whatever stands behind it must bear
   *     to be asked for
   * @param left paths that are not asked for, since what they do is too much
   */
  public static List<HostileRequest> of(
      JsonNode api, Map<String, String> samples, Set<String> left) {
    var all = new HostileRequests(api, samples);
    api.path("paths").properties().stream()
        .filter(path -> !left.contains(path.getKey()))
        .forEach(path -> all.path(path.getKey(), path.getValue()));
    return List.copyOf(all.requests);
  }

  private void path(String path, JsonNode operations) {
    Set<String> offered = new TreeSet<>();
    operations
        .properties()
        .forEach(operation -> {
          String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
          if (METHODS.contains(method)) {
            offered.add(method);
            operation(method, path, operations, operation.getValue());
          }
        });
    METHODS.stream()
        .filter(method -> !offered.contains(method))
        .forEach(method -> add(method, filled(path), Map.of(), "{}", "a method not offered"));
  }

  private void operation(String method, String path, JsonNode shared, JsonNode operation) {
    String good = filled(path);
    var type = mediaType(operation);
    Map<String, String> typed = type.isEmpty() ? Map.of() : Map.of("Content-Type", type);
    Stream.concat(parameters(shared), parameters(operation))
        .forEach(parameter -> {
          String name = parameter.path("name").asText();
          for (String value : ENCODED) {
            String wrong =
                parameter.path("in").asText().equals("path")
                    ? filled(path.replace("{" + name + "}", value))
                    : good + "?" + name + "=" + value;
            add(method, wrong, typed, "{}", name + " = " + value);
          }
          add(method, good + "?" + name + "=1&" + name + "=2", typed, "{}", name + " twice");
        });
    add(method, good + "?%00=%00&=&&x", typed, "{}", "no such parameter");
    for (String accepted : ACCEPTED) {
      var headers = new java.util.TreeMap<>(typed);
      headers.put("Accept", accepted);
      add(method, good, headers, "{}", "Accept: " + accepted);
    }
    if (!type.isEmpty()) {
      bodies(method, good, type, operation);
    }
  }

  private void bodies(String method, String path, String type, JsonNode operation) {
    for (String other : TYPES) {
      add(method, path, Map.of("Content-Type", other), "{}", "Content-Type: " + other);
    }
    add(method, path, Map.of(), "{}", "no Content-Type");
    var typed = Map.of("Content-Type", type);
    Stream.of("", " ", "null", "[]", "0", "\"x\"", "{", "{}{}", "{\"\":1}", "\u0000", "<a/>")
        .forEach(body -> add(method, path, typed, body, "body " + body));
    Stream.of("[", "{\"a\":")
        .forEach(open -> add(method, path, typed, open.repeat(10_000), "10,000 times " + open));
    var bytes =
        List.of(
            new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}'},
            new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF, 0, 0x7F, 0, 0, 0, 0},
            new byte[] {'{', '"', (byte) 0xC3, 0x28, '"', ':', '1', '}'},
            "{}".getBytes(StandardCharsets.UTF_16));
    bytes.forEach(body ->
        requests.add(new HostileRequest(method, path, typed, body, "a body that is no UTF-8")));
    fields(operation)
        .forEach(field ->
            HostileValues.tokens().stream()
                .filter(token -> token.length() < 4_000)
                .forEach(token ->
                    add(method, path, typed, object(operation, field, token), told(field, token))));
    fields(operation)
        .forEach(field ->
            add(
                method,
                path,
                typed,
                object(operation, field, HostileValues.quoted("x".repeat(100_000))),
                field + " of 100,000 characters"));
  }

  private static String told(String field, String token) {
    return field + " = " + (token.length() > 40 ? token.substring(0, 40) : token);
  }

  /** All fields with something in them, one of them wrong. */
  private String object(JsonNode operation, String wrong, String token) {
    return fields(operation)
        .map(field -> {
          String value = field.equals(wrong) ? token : HostileValues.quoted("a test");
          return HostileValues.quoted(field) + ":" + value;
        })
        .collect(java.util.stream.Collectors.joining(",", "{", "}"));
  }

  private Stream<String> fields(JsonNode operation) {
    JsonNode content = operation.path("requestBody").path("content");
    JsonNode schema = content.path("application/json").path("schema");
    JsonNode resolved = resolved(schema);
    return resolved.path("properties").properties().stream().map(Map.Entry::getKey);
  }

  private JsonNode resolved(JsonNode schema) {
    String name = schema.path("$ref").asText("");
    for (JsonNode one : schema.path("anyOf")) {
      if (one.has("$ref")) {
        return resolved(one);
      }
    }
    return name.startsWith("#/") ? api.at(name.substring(1)) : schema;
  }

  private static Stream<JsonNode> parameters(JsonNode of) {
    return of.path("parameters") instanceof MissingNode
        ? Stream.empty()
        : java.util.stream.StreamSupport.stream(of.path("parameters").spliterator(), false);
  }

  /** The first one that it reads; empty where it reads no body. */
  private static String mediaType(JsonNode operation) {
    var types = operation.path("requestBody").path("content").fieldNames();
    return types.hasNext() ? types.next() : "";
  }

  private String filled(String path) {
    String filled = path;
    for (var sample : samples.entrySet()) {
      filled = filled.replace("{" + sample.getKey() + "}", sample.getValue());
    }
    return filled.replaceAll("\\{[^}]*}", "x");
  }

  private void add(
      String method, String path, Map<String, String> headers, String body, String what) {
    boolean bodiless = method.equals("GET") || method.equals("OPTIONS");
    var bytes = bodiless ? new byte[0] : body.getBytes(UTF_8);
    requests.add(new HostileRequest(method, path, headers, bytes, what));
  }
}
