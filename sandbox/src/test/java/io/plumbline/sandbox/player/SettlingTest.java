package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlingTest {
  private final ObjectNode status = JsonApi.JSON.createObjectNode();

  SettlingTest() {
    status.put("webhooksPending", 0).put("writesPending", 0).put("listingsAwaited", 0);
    status.put("inboxLag", 0).put("outbox", 0).put("rereads", 0);
    status.putObject("deliveries").put("due", 0).put("inFlight", 0).put("waiting", 0);
    status.put("lag", 0).put("pendingDeadlines", 0);
  }

  @Test
  void settlesWhenNothingIsUnderWayForAWhile() throws IOException {
    assertThat(await(Duration.ofSeconds(20))).isEmpty();
  }

  @Test
  void namesWhatIsNotSettledWhenTimeIsUp() throws IOException {
    status.withObject("/deliveries").put("waiting", 2);
    status.put("pendingDeadlines", 1);

    assertThat(await(Duration.ofMillis(300)))
        .containsExactly(
            "order-service deliveries.waiting = 2", "reconciler-service pendingDeadlines = 1");
  }

  @Test
  void doesNotTakeAMissingCounterForZero() throws IOException {
    status.remove("outbox");

    assertThat(await(Duration.ofMillis(300)))
        .containsExactly("order-service outbox = not reported");
  }

  @Test
  void namesAServiceThatIsAway() {
    try (JsonApi away = new JsonApi("http://127.0.0.1:1")) {
      List<String> unsettled =
          new Settling(vendors(away), away, away, Clock.systemUTC())
              .await(Duration.ZERO, Duration.ofMillis(300), _ -> {});

      assertThat(unsettled).hasSize(6).contains("reconciler-service does not answer");
    }
  }

  private List<String> await(Duration bound) throws IOException {
    try (Server server = new Server(0, this::answer);
        JsonApi api = new JsonApi("http://127.0.0.1:" + server.port())) {
      return new Settling(vendors(api), api, api, Clock.systemUTC())
          .await(Duration.ZERO, bound, _ -> {});
    }
  }

  private static Vendors vendors(JsonApi api) {
    return new Vendors(Map.of(Channel.BRITISH, api, Channel.GERMAN, api), api, api);
  }

  private Answer answer(Request request) {
    return Answer.ok(status);
  }
}
