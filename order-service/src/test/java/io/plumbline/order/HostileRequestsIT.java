package io.plumbline.order;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.description.ServedApi;
import io.plumbline.sandbox.hostile.HostileRequests;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is asked of whichever endpoint: a result, or a problem that says why not. */
@QuarkusTest
class HostileRequestsIT extends OnRealParts {

  /** Nothing stands behind them that a retry or a hold could change. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "connection", "netsuite",
          "topic", "orders/updated",
          "key", "netsuite:0",
          "id", "999999999",
          "sku", "HOSTILE");

  /** Mechanism: one place makes problems of exceptions, and no value of a caller is one of ours. */
  @Test
  void answersNoRequestWithAFailure() {
    var requests =
        HostileRequests.of(ServedApi.of(SERVICE).document(), SAMPLES, Set.of("/api/republish"));

    assertThat(requests).hasSizeGreaterThan(1_000);
    assertThat(requests.stream().map(each -> each.complaint(SERVICE)).flatMap(Optional::stream))
        .isEmpty();
    given().get("/q/health/live").then().statusCode(200);
  }

  /** What no client library sends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/orders?limit=%zz HTTP/1.1",
        "GET /api/orders/%zz HTTP/1.1",
        "GET /api/orders?connection=%f HTTP/1.1",
        "GET /api/orders/a|b^c HTTP/1.1",
        "GET //api//orders HTTP/1.1",
        "GET /api/../../etc/passwd HTTP/1.1",
        "GET * HTTP/1.1",
        "BREW /api/orders HTTP/1.1",
      })
  void answersARequestLineThatIsNone(String line) throws IOException {
    assertThat(firstLine(line)).as(line).matches("HTTP/1\\.[01] [24][0-9]{2}.*");
  }

  private static String firstLine(String line) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVICE.getPort())) {
      socket.setSoTimeout(30_000);
      socket
          .getOutputStream()
          .write(
              (line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return answer.lines().findFirst().orElse("nothing");
    }
  }
}
