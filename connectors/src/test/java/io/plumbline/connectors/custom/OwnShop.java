package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.connectors.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop system that somebody wrote: it answers by path and remembers what it was told. */
final class OwnShop implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<Told> told = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** A write as it came. */
  record Told(Map<String, String> headers, byte[] body) {
    JsonNode json() {
      return Json.lenient(body);
    }
  }

  OwnShop() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hooks");
  }

  void holds(String pathAndQuery, String json) {
    answers.put(pathAndQuery, json);
  }

  void answersWith(int next) {
    status = next;
  }

  List<Told> told() {
    return told;
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("POST")) {
      var headers = new ConcurrentHashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) ->
              headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
      told.add(new Told(headers, exchange.getRequestBody().readAllBytes()));
      send(exchange, status, "{\"nr\":\"77\"}");
      return;
    }
    var answer = answers.get(exchange.getRequestURI().toString());
    send(exchange, answer == null ? 404 : 200, answer == null ? "{}" : answer);
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
