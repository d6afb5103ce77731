package io.plumbline.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.sandbox.http.Answer;
import io.plumbline.sandbox.http.Server;
import io.plumbline.sandbox.oracle.Outage;
import io.plumbline.sandbox.rest.JsonApi;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OnslaughtTest {
  private static final Duration DAY = Duration.ofMinutes(5);
  private static final Duration TICK = Duration.ofMillis(1);

  private final ObjectNode status = JsonApi.JSON.createObjectNode();
  private final AtomicInteger lag = new AtomicInteger();
  private final List<String> fell = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private Server server;
  private JsonApi api;

  @BeforeEach
  void serve() throws IOException {
    status.put("inboxLag", 0).put("outbox", 0);
    status.putObject("watermarks").put("shop", "2999-01-01T00:00:00Z");
    server = new Server(0, _ -> Answer.ok(status.deepCopy().put("lag", lag.get())));
    api = new JsonApi("http://127.0.0.1:" + server.port());
  }

  @AfterEach
  void close() throws IOException {
    api.close();
    server.close();
  }

  @Test
  void strikesTheNextOnlyWhenTheLastWasCaughtUpWith() {
    lag.set(1);
    try (Onslaught onslaught = onslaught(List.of(blow("first", true), blow("second", true)))) {
      onslaught.start(DAY, () -> true);

      await().until(() -> fell.equals(List.of("first")));
      assertThat(onslaught.calm()).isFalse();
      lag.set(0);
      await().until(() -> fell.size() > 1);

      assertThat(fell).startsWith("first", "second");
      assertThat(told).startsWith("first killed").anyMatch(line -> line.contains("caught up"));
      assertThat(onslaught.standstills())
          .first()
          .satisfies(one -> assertThat(one.from()).isBeforeOrEqualTo(one.until()))
          .extracting(Outage::connection)
          .isEqualTo("");
    }
  }

  @Test
  void strikesNothingWhileSomethingElseGoesWrong() throws Exception {
    try (Onslaught onslaught = onslaught(List.of(blow("first", true)))) {
      onslaught.start(Duration.ofMillis(600), () -> false);

      assertThat(onslaught.finish()).isEmpty();
      assertThat(fell).isEmpty();
      assertThat(onslaught.calm()).isTrue();
    }
  }

  @Test
  void complainsOfWhatIsNotRecoveredFrom() throws Exception {
    lag.set(1);
    try (Onslaught onslaught = onslaught(List.of(blow("first", true)), Duration.ofMillis(300))) {
      onslaught.start(Duration.ofMillis(200), () -> true);

      assertThat(onslaught.finish())
          .singleElement()
          .asString()
          .contains("not recovered", "first killed", "reconciler-service lag = 1");
      assertThat(onslaught.json().at("/timeline/0/caughtUp").isMissingNode()).isTrue();
    }
  }

  @Test
  void countsWhatCannotBeDoneHereApart() throws Exception {
    try (Onslaught onslaught = onslaught(List.of(blow("first", false)))) {
      onslaught.start(Duration.ofMillis(200), () -> true);

      assertThat(onslaught.finish()).isEmpty();
      assertThat(onslaught.counts()).isEmpty();
      assertThat(onslaught.json().path("notAvailable")).isNotEmpty();
    }
  }

  /** Mechanism: what breaks one blow is caught, told, and the next one falls. */
  @Test
  void goesOnAfterABlowThatBreaksOff() throws Exception {
    Blow broken =
        new Blow(
            BlowKind.PROCESS_PAUSED,
            "first",
            true,
            () -> {
              throw new CompletionException(new TimeoutException("still there"));
            });
    try (Onslaught onslaught = onslaught(List.of(broken, blow("second", true)))) {
      onslaught.start(Duration.ofSeconds(2), () -> true);

      assertThat(onslaught.finish())
          .first()
          .asString()
          .contains("broke off", "first paused", "still there");
      assertThat(fell).contains("second");
      assertThat(onslaught.calm()).isTrue();
    }
  }

  private Blow blow(String on, boolean possible) {
    return new Blow(
        BlowKind.PROCESS_KILLED,
        on,
        true,
        () -> {
          fell.add(on);
          return possible;
        });
  }

  private Onslaught onslaught(List<Blow> blows) {
    return onslaught(blows, Duration.ofSeconds(30));
  }

  private Onslaught onslaught(List<Blow> blows, Duration recovery) {
    return new Onslaught(
        () -> List.of(blows),
        new Health(api, api),
        told::add,
        Clock.systemUTC(),
        new Onslaught.Pace(TICK, TICK, recovery, TICK));
  }
}
