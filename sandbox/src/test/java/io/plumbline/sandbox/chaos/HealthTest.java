package io.plumbline.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthTest {
  private static final Instant LIFTED = Instant.parse("2026-03-02T08:00:00Z");

  private final ObjectNode status = JsonApi.JSON.createObjectNode();

  @ParameterizedTest
  @CsvSource({"0,0,0,true,true", "1,0,0,false,false", "0,1,0,false,false", "0,0,1,true,false"})
  void hasCaughtUpWhenAllIsReadAndPublished(
      int inbox, int outbox, int lag, boolean orders, boolean all) throws IOException {
    status.put("inboxLag", inbox).put("outbox", outbox).put("lag", lag);

    try (Server server = new Server(0, _ -> Answer.ok(status));
        JsonApi api = new JsonApi("http://127.0.0.1:" + server.port())) {
      Health health = new Health(api, api);

      assertThat(health.ordersCaughtUp()).isEqualTo(orders);
      assertThat(health.behind().isEmpty()).as(health.behind() + "").isEqualTo(all);
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,true", "1,0,false", "0,1,false"})
  void hearsNothingUntilEveryConnectionWasHeardToTheEnd(int shop, int erp, boolean heard)
      throws IOException {
    status
        .putObject("watermarks")
        .put("shop", LIFTED.plusSeconds(shop).toString())
        .put("erp", LIFTED.plusSeconds(erp).toString());

    try (Server server = new Server(0, _ -> Answer.ok(status));
        JsonApi api = new JsonApi("http://127.0.0.1:" + server.port())) {
      assertThat(new Health(api, api).heardSince(LIFTED)).isEqualTo(heard);
    }
  }

  @Test
  void hearsNothingOfAConnectionWithoutAWatermark() throws IOException {
    status.putObject("watermarks").putNull("shop");

    try (Server server = new Server(0, _ -> Answer.ok(status));
        JsonApi api = new JsonApi("http://127.0.0.1:" + server.port())) {
      assertThat(new Health(api, api).heardSince(LIFTED)).isFalse();
    }
  }

  @Test
  void isNotWellWhileItDoesNotAnswer() {
    try (JsonApi api = new JsonApi("http://127.0.0.1:1")) {
      Health health = new Health(api, api);

      assertThat(health.ordersCaughtUp()).isFalse();
      assertThat(health.behind())
          .containsExactly("order-service does not answer", "reconciler-service does not answer");
      assertThat(health.heardSince(LIFTED)).isFalse();
    }
  }
}
