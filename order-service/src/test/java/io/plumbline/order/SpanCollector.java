package io.plumbline.order;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * An OpenTelemetry collector that keeps what it is sent, as it is on the wire. Protocol Buffers
 * leave texts readable: https://protobuf.dev/programming-guides/encoding/
 */
final class SpanCollector implements AutoCloseable {

  /** Configuration of the tests: where what was collected is to be had. */
  static final String URL = "emulated.collector";

  private final HttpServer server;
  private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();

  SpanCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/traces", this::take);
    server.createContext("/sandbox/spans", this::show);
    server.start();
  }

  /** The service's own settings, as an installation makes them. */
  Map<String, String> configuration() {
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    return Map.of(
        URL,
        url,
        "quarkus.otel.traces.sampler.arg",
        "1",
        "quarkus.otel.exporter.otlp.endpoint",
        url,
        "quarkus.otel.exporter.otlp.protocol",
        "http/protobuf",
        "quarkus.otel.bsp.schedule.delay",
        "200ms");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      received.add(exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void show(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      for (var spans : received) {
        exchange.getResponseBody().write(spans);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
