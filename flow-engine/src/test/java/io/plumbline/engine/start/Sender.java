package io.plumbline.engine.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A vendor's side of a webhook. */
public final class Sender {

  /** Longer than any answer may take, so that a hanging one fails the test. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  public Sender(URI base) {
    this.base = base;
  }

  /** Posts a genuine delivery about a record of the shop, and gives the answer's status. */
  public int post(String event, String externalId, String body) {
    return post("shop", "right", event, externalId, body);
  }

  public int post(
      String connection, String signature, String event, String externalId, String body) {
    return answer(connection, signature, event, externalId, body).statusCode();
  }

  public HttpResponse<String> answer(
      String connection, String signature, String event, String externalId, String body) {
    return answer(
        request("/webhooks/" + connection + "/orders/create")
            .header("X-Signature", signature)
            .header("X-Id", event)
            .header("X-About", externalId)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  public int head(String path) {
    return answer(request(path).HEAD().build()).statusCode();
  }

  public int get(String path) {
    return answer(request(path).build()).statusCode();
  }

  public String text(String path) {
    return answer(request(path).build()).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> answer(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }
}
