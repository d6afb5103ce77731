package io.plumbline.sandbox.player;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisedOrderServiceTest {
  @TempDir private Path run = Path.of(".");

  @Test
  void killsTheProcessThatTheLauncherLists() throws IOException {
    Process victim = new ProcessBuilder("sleep", "60").start();
    Files.writeString(
        run.resolve("processes.json"),
        """
        {"processes":[{"name":"postgres","pid":1},{"name":"order-service","pid":%d}]}
        """
            .formatted(victim.pid()));

    boolean killed;
    try (JsonApi api = new JsonApi("http://127.0.0.1:1")) {
      killed = new SupervisedOrderService(run, api).kill();
    }

    assertThat(killed).isTrue();
    assertThat(victim.isAlive()).isFalse();
  }

  @Test
  void killsNothingThatIsNotListed() {
    try (JsonApi api = new JsonApi("http://127.0.0.1:1")) {
      assertThat(new SupervisedOrderService(run, api).kill()).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({"0,0,true", "1,0,false", "0,1,false"})
  void isBackWhenItHasReadAndPublishedEverything(int inbox, int outbox, boolean back)
      throws IOException {
    try (Server server =
            new Server(0, _ -> Answer.ok(Map.of("inboxLag", inbox, "outbox", outbox)));
        JsonApi api = new JsonApi("http://127.0.0.1:" + server.port())) {
      assertThat(new SupervisedOrderService(run, api).hasCaughtUp()).isEqualTo(back);
    }
  }

  @Test
  void isNotBackWhileItDoesNotAnswer() {
    try (JsonApi api = new JsonApi("http://127.0.0.1:1")) {
      assertThat(new SupervisedOrderService(run, api).hasCaughtUp()).isFalse();
    }
  }
}
