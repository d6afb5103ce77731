package io.plumbline.sandbox.hostile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One request that no careful caller makes.
 *
 * @param path behind the service's address, encoded
 * @param what is wrong with it
 */
public record HostileRequest(
    String method, String path, Map<String, String> headers, byte[] body, String what) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /** Refused by the server before any application sees them. */
  private static final Set<Integer> BEFORE_THE_APPLICATION = Set.of(414, 431);

  /** What is wrong with the service's answer; empty where it is a result or a proper refusal. */
  public Optional<String> complaint(URI service) {
    var answer = answer(service);
    int status = answer.statusCode();
    if (status < 400 || BEFORE_THE_APPLICATION.contains(status)) {
      return Optional.empty();
    }
    String type = answer.headers().firstValue("Content-Type").orElse("none");
    if (status >= 500) {
      return Optional.of(told(status + ", expected a refusal"));
    }
    if (!type.startsWith("application/problem+json")) {
      return Optional.of(told(status + " as " + type + ", expected a problem"));
    }
    JsonNode problem = problem(answer.body());
    boolean complete =
        problem.path("status").asInt() == status
            && !problem.path("title").asText().isBlank()
            && !problem.path("detail").asText().isBlank();
    return complete ? Optional.empty() : Optional.of(told(status + ", a problem that says little"));
  }

  private HttpResponse<byte[]> answer(URI service) {
    var request =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(LONGEST)
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(told("no answer at all"), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static JsonNode problem(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  private String told(String found) {
    String where = path.length() > 120 ? path.substring(0, 120) + "…" : path;
    return "%s %s (%s) was answered %s".formatted(method, where, what, found);
  }
}
