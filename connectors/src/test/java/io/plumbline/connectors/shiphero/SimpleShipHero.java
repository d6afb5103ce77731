package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.connectors.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test has put down, in order, and remembers what it was asked. */
final class SimpleShipHero implements AutoCloseable {

  private final HttpServer server;
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, String body) {}

  /** A request as it came. */
  record Asked(String path, String authorization, JsonNode body) {

    JsonNode variables() {
      return body.path("variables");
    }

    boolean asks(String field) {
      return body.path("query").asText().contains(field);
    }
  }

  SimpleShipHero() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  SimpleShipHero answering(String body) {
    return answering(200, body);
  }

  SimpleShipHero answering(int status, String body) {
    synchronized (answers) {
      answers.add(new Answer(status, body));
    }
    return this;
  }

  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = Json.lenient(exchange.getRequestBody().readAllBytes());
    var authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(
        new Asked(
            exchange.getRequestURI().getPath(), authorization == null ? "" : authorization, body));
    var answer = next();
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private Answer next() {
    synchronized (answers) {
      var answer = answers.poll();
      return answer == null
          ? new Answer(500, "{\"errors\":\"the test put no answer down\"}")
          : answer;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
