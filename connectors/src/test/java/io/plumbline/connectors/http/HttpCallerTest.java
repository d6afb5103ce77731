package io.plumbline.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.plumbline.connectors.fixtures.ConnectionBuilder;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallerTest {

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;
  private HttpCaller caller;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    caller = caller(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    end.countDown();
    caller.close();
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({
    "401, READ, CONFIGURATION",
    "403, WRITE, CONFIGURATION",
    "302, WRITE, CONFIGURATION",
    "429, WRITE, THROTTLED",
    "408, WRITE, UNKNOWN",
    "500, READ, TRANSIENT",
    "500, WRITE, UNKNOWN",
    "503, READ, TRANSIENT",
    "503, WRITE, UNKNOWN",
    "504, WRITE, UNKNOWN",
  })
  void tellsFromTheStatusHowToGoOn(int status, Effect effect, Kind expected) {
    answering(status, Map.of(), "{\"errors\":\"why\"}");

    var failure = failure(effect);

    assertThat(failure.kind()).isEqualTo(expected);
    assertThat(failure).hasMessageContaining("answered " + status);
    assertThat(failure.getMessage()).doesNotContain("why");
    assertThat(failure.quoted().orElseThrow().words()).isEqualTo("why");
  }

  @Test
  void waitsAsLongAsTheVendorSays() {
    answering(429, Map.of("Retry-After", "2.5"), "");

    assertThat(failure(Effect.READ).retryAfter()).contains(Duration.ofMillis(2_500));
  }

  @Test
  void takesAnAnnouncedOutageForOneOfTheWholeConnection() {
    answering(503, Map.of("Retry-After", "Wed, 04 Mar 2026 10:01:00 GMT"), "");

    var failure = failure(Effect.WRITE);

    assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    assertThat(failure.retryAfter()).contains(Duration.ofMinutes(1));
  }

  @Test
  void leavesWhatTheContentCausedToTheVendorsOwnRules() {
    answering(422, Map.of(), "{\"a\":1.10}");

    var answer = caller.send(call(Effect.WRITE));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("a").decimalValue()).isEqualTo("1.10");
  }

  @Test
  void doesNotKnowTheOutcomeOfAWriteThatNobodyAnswered() {
    handling(_ -> await());

    assertThat(failure(Effect.WRITE).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failure(Effect.READ).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void doesNotWaitForABodyThatDribbles() {
    handling(exchange -> {
      exchange.sendResponseHeaders(200, 100);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
      await();
    });

    assertThat(failure(Effect.WRITE).kind()).isEqualTo(Kind.UNKNOWN);
  }

  @Test
  void doesNotKnowTheOutcomeOfAWriteWhoseConnectionBroke() {
    handling(HttpExchange::close);

    assertThat(failure(Effect.WRITE).kind()).isEqualTo(Kind.UNKNOWN);
    assertThat(failure(Effect.READ).kind()).isEqualTo(Kind.TRANSIENT);
  }

  @Test
  void knowsThatNothingWasSentWhereNobodyListens() throws IOException {
    var free = freePort();
    try (var nobody = caller(URI.create("http://127.0.0.1:" + free))) {
      var call =
          new Call(
              "PUT",
              URI.create("http://127.0.0.1:" + free),
              Effect.WRITE,
              Map.of(),
              Optional.empty());

      var failure = catchThrowableOfType(CallFailed.class, () -> nobody.send(call));

      assertThat(failure.kind()).isEqualTo(Kind.CONNECTION);
    }
  }

  @Test
  void doesNotTakeAnHtmlPageForSuccess() {
    answering(200, Map.of(), "<html>maintenance</html>");

    assertThat(failure(Effect.WRITE).kind()).isEqualTo(Kind.UNKNOWN);
  }

  private CallFailed failure(Effect effect) {
    return catchThrowableOfType(CallFailed.class, () -> caller.send(call(effect)));
  }

  private Call call(Effect effect) {
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/orders");
    return new Call(
        "PUT", uri, effect, Map.of(), Optional.of(Body.json(Json.object().put("total", "1.10"))));
  }

  private static HttpCaller caller(URI address) {
    var connection = ConnectionBuilder.shop().at(address).within(Duration.ofMillis(500)).build();
    var clock = Clock.fixed(Instant.parse("2026-03-04T10:00:00Z"), ZoneOffset.UTC);
    return new HttpCaller(connection, clock);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void answering(int status, Map<String, String> headers, String body) {
    handling(exchange -> {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      headers.forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }

  private void handling(com.sun.net.httpserver.HttpHandler handler) {
    server.createContext("/", handler);
  }

  /** Until the test is over. */
  private void await() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
