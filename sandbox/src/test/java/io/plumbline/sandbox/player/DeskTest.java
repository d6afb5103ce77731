package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Request;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.rest.JsonApi;
import io.plumbline.sandbox.rest.Unreachable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeskTest {
  private static final String SALE = "shopify-eu:5120";

  private final ObjectNode order = JsonApi.JSON.createObjectNode().put("key", SALE);
  private final List<String> asked = new ArrayList<>();
  private final Server service = new Server(0, this::answer);
  private final JsonApi api = new JsonApi("http://127.0.0.1:" + service.port());
  private final Desk desk = new Desk(api);
  private boolean dies;

  DeskTest() throws IOException {}

  @AfterEach
  void close() {
    api.close();
    service.close();
  }

  @Test
  void holdsAnOrderAndLetsItGo() {
    desk.hold(SALE);
    desk.release(SALE);

    assertThat(asked).containsExactly("hold", "release");
  }

  /** Mechanism: what the service did before it died is not asked of it once more. */
  @Test
  void holdsOnceThoughTheAnswerGotLost() {
    dies = true;
    assertThat(catchThrowable(() -> desk.hold(SALE))).isInstanceOf(Unreachable.class);
    dies = false;

    desk.hold(SALE);

    assertThat(asked).containsExactly("hold");
  }

  @Test
  void letsGoOnceThoughTheAnswerGotLost() {
    desk.hold(SALE);
    dies = true;
    assertThat(catchThrowable(() -> desk.release(SALE))).isInstanceOf(Unreachable.class);
    dies = false;

    desk.release(SALE);

    assertThat(asked).containsExactly("hold", "release");
  }

  /** As the service does: the second hold, and the second release, is a conflict. */
  private Answer answer(Request request) {
    if (!request.segments().subList(0, 3).equals(List.of("api", "orders", SALE))) {
      return Answer.empty(404);
    }
    if (request.method().equals("GET")) {
      return Answer.ok(order);
    }
    String what = request.segments().getLast();
    asked.add(what);
    ObjectNode hold = order.withObject("/hold");
    if (what.equals("hold")) {
      hold.put("reason", request.json().path("reason").asText()).remove("releasedAt");
    } else {
      hold.put("releasedAt", "2026-03-02T08:00:00Z");
    }
    return dies ? Answer.empty(503) : Answer.ok(hold);
  }
}
