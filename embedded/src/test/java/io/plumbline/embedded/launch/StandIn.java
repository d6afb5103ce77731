package io.plumbline.embedded.launch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * Stands in for every jar of the demo: answers 200 to whatever is asked, or plays for as long as it
 * is told to.
 */
public final class StandIn {

  private StandIn() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> given = Arrays.asList(arguments);
    if (given.contains("play")) {
      play(given);
    } else {
      serve(port(given));
    }
  }

  /** The seed 7 is a short day that ends with the code 7; any other day does not end by itself. */
  private static void play(List<String> given) throws IOException, InterruptedException {
    Path run = Path.of(given.get(given.indexOf("--run") + 1));
    Files.writeString(run.resolve("played"), String.join(" ", given));
    if (given.contains("7")) {
      System.exit(7);
    }
    new CountDownLatch(1).await();
  }

  private static int port(List<String> given) {
    Map<String, String> environment = System.getenv();
    return Integer.parseInt(
        given.contains("--port")
            ? given.get(given.indexOf("--port") + 1)
            : environment.getOrDefault("QUARKUS_HTTP_PORT", ""));
  }

  private static void serve(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    System.out.println("serving");
  }
}
