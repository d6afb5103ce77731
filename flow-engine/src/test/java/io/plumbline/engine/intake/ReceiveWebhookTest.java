package io.plumbline.engine.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.plumbline.engine.apply.ScriptedConnector;
import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connection.Mode;
import io.plumbline.engine.connection.Role;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.delivery.MutableClock;
import io.plumbline.engine.intake.ReceiveWebhook.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The vendor's patience is spent once. */
class ReceiveWebhookTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PUTTING = Duration.ofMillis(200);

  private final Unacknowledged stored = new Unacknowledged();
  private final ReceiveWebhook receive = receive(arrived -> putSlowly(), 10);

  /** Mechanism: one deadline for the whole acknowledgement, putting included. */
  @Test
  void waitsForTheAcknowledgementOnlyAsLongAsPuttingLeft() {
    Outcome outcome = receive.receive("shop", genuine());

    assertThat(outcome).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(stored.waited).isLessThanOrEqualTo(PATIENCE.minus(PUTTING));
  }

  /** Mechanism: only so many wait, and who does not comes at once. */
  @Test
  void refusesAtOnceWhatComesWhileAllPlacesWait() throws Exception {
    var acknowledged = new CompletableFuture<Void>();
    var waits = new CountDownLatch(1);
    ReceiveWebhook oneAtATime =
        receive(
            arrived -> {
              waits.countDown();
              return acknowledged;
            },
            1);
    var first = CompletableFuture.supplyAsync(() -> oneAtATime.receive("shop", genuine()));
    assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(oneAtATime.receive("shop", genuine())).isEqualTo(Outcome.UNAVAILABLE);
    assertThat(first).isNotDone();

    acknowledged.complete(null);
    assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.STORED);
    assertThat(oneAtATime.receive("shop", genuine())).isEqualTo(Outcome.STORED);
  }

  private static Webhook genuine() {
    return new Webhook("orders", Map.of("x-signature", "right"), new byte[0]);
  }

  private static ReceiveWebhook receive(Inbox inbox, int waiting) {
    return new ReceiveWebhook(
        new Connections(
            List.of(connection()), connection -> new ScriptedConnector(new MutableClock())),
        inbox,
        1000,
        PATIENCE,
        waiting,
        new SimpleMeterRegistry());
  }

  private CompletableFuture<Void> putSlowly() {
    try {
      assertThat(new CountDownLatch(1).await(PUTTING.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return stored;
  }

  /** Kafka never answers, and nobody has to wait for that. */
  private static final class Unacknowledged extends CompletableFuture<Void> {
    private Duration waited = Duration.ZERO;

    @Override
    public @Nullable Void get(long time, TimeUnit unit) throws TimeoutException {
      waited = Duration.of(time, unit.toChronoUnit());
      throw new TimeoutException("not acknowledged");
    }
  }

  private static Connection connection() {
    return new Connection(
        "shop",
        "scripted",
        Role.STOREFRONT,
        Mode.OBSERVE,
        ZoneOffset.UTC,
        URI.create("http://127.0.0.1:1"),
        Map.of(),
        Optional.empty(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        1,
        Map.of());
  }
}
