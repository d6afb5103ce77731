package io.plumbline.sandbox.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The OpenAPI document that a running service serves, and whether its answers are as it says. */
public final class ServedApi {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final URI service;
  private final JsonNode document;

  private ServedApi(URI service, JsonNode document) {
    this.service = service;
    this.document = document;
  }

  /** As it is served right now. */
  public static ServedApi of(URI service) {
    return new ServedApi(service, read(get(service, "/q/openapi?format=json").body()));
  }

  public JsonNode document() {
    return document;
  }

  /** One spelling for all documents that say the same. */
  public static String spelled(JsonNode document) {
    try {
      return JSON.writeValueAsString(JSON.treeToValue(document, Object.class));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A word that a query of an endpoint may hold. */
  public record Word(String path, String parameter, String word) {

    private String asked(String said) {
      return path + "?" + parameter + "=" + URLEncoder.encode(said, StandardCharsets.UTF_8);
    }
  }

  /** Every word of every closed set that a query is offered. */
  public List<Word> words() {
    return gets()
        .flatMap(path ->
            each(document.path("paths").path(path).at("/get/parameters"))
                .flatMap(parameter -> words(path, parameter)))
        .toList();
  }

  private Stream<Word> words(String path, JsonNode parameter) {
    return each(resolved(parameter.path("schema")).path("enum"))
        .map(word -> new Word(path, parameter.path("name").asText(), word.asText()));
  }

  /** The words that are offered and not taken, and those that are neither offered nor refused. */
  public List<String> misread() {
    return words().stream()
        .flatMap(word ->
            Stream.of(
                    complaint(word.asked(word.word()), 200),
                    complaint(word.asked(word.word() + "s"), 400))
                .flatMap(Optional::stream))
        .toList();
  }

  private Optional<String> complaint(String path, int expected) {
    int status = get(service, path).statusCode();
    return status == expected
        ? Optional.empty()
        : Optional.of("%s: expected %d, found %d".formatted(path, expected, status));
  }

  /**
   * What is answered otherwise than described while what the service needs is away: a problem 503
   * that says when to ask again.
   *
   * @param samples good values for the parameters of paths
   */
  public List<String> notUnavailable(Map<String, String> samples) {
    return gets()
        .filter(path -> document.path("paths").path(path).at("/get/responses").has("503"))
        .map(path -> notUnavailable(filled(path, samples)))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> notUnavailable(String path) {
    var answer = get(service, path);
    var type = answer.headers().firstValue("Content-Type").orElse("none");
    var told =
        answer.statusCode() == 503
            && type.startsWith("application/problem+json")
            && answer.headers().firstValue("Retry-After").isPresent()
            && read(answer.body()).path("detail").asText().contains("ry again");
    return told
        ? Optional.empty()
        : Optional.of(
            "%s: expected a problem 503 with its remedy, found %d as %s: %s"
                .formatted(path, answer.statusCode(), type, answer.body()));
  }

  private Stream<String> gets() {
    return document.path("paths").properties().stream()
        .filter(path -> path.getValue().has("get"))
        .map(Map.Entry::getKey);
  }

  private static String filled(String path, Map<String, String> samples) {
    var filled = path;
    for (var sample : samples.entrySet()) {
      filled = filled.replace("{" + sample.getKey() + "}", sample.getValue());
    }
    return filled;
  }

  private JsonNode resolved(JsonNode schema) {
    var reference = schema.path("$ref").asText();
    return reference.isEmpty() ? schema : document.at(reference.substring(1));
  }

  private static Stream<JsonNode> each(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("expected JSON, found " + json, e);
    }
  }

  private static HttpResponse<String> get(URI service, String path) {
    var request = HttpRequest.newBuilder(service.resolve(path)).timeout(LONGEST).build();
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer to GET " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at GET " + path, e);
    }
  }
}
