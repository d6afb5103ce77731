package io.plumbline.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on the loopback address, one thread per request. */
public final class Server implements AutoCloseable {
  static {
    // Without it every small answer waits for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final System.Logger LOG = System.getLogger(Server.class.getName());
  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("http-", 0).factory());

  /** Port 0 takes a free one. */
  public Server(int port, Handler handler) throws IOException {
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.setExecutor(threads);
    server.createContext("/", exchange -> serve(exchange, handler));
    server.start();
  }

  /** Decides what one request gets. */
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      Request request = Request.of(exchange);
      switch (reply(request, handler)) {
        case HangUp _ -> exchange.close();
        case Answer answer -> send(exchange, request, answer);
      }
    }
  }

  private static Reply reply(Request request, Handler handler) {
    try {
      return handler.handle(request);
    } catch (Json.Malformed | IllegalArgumentException e) {
      return Answer.refusal(400, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, request.method() + " " + request.path() + " failed", e);
      return Answer.refusal(500, "the emulator failed; its log says why");
    }
  }

  private static void send(HttpExchange exchange, Request request, Answer answer)
      throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean bodiless = answer.body().length == 0 || request.method().equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : answer.body().length);
    if (!bodiless) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(answer.body());
      }
    }
  }
}
