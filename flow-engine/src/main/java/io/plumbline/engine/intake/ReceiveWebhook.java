package io.plumbline.engine.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Arrival;
import io.plumbline.engine.connector.Webhook;
import io.plumbline.engine.observation.Via;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Takes in a webhook: nothing genuine is refused, and nothing is confirmed before it is safe. */
@Singleton
public class ReceiveWebhook {

  private final Connections connections;
  private final Inbox inbox;
  private final int maxBody;
  private final Duration patience;
  private final Semaphore waiting;
  private final MeterRegistry meters;

  @Inject
  ReceiveWebhook(Connections connections, Inbox inbox, IntakeConfig config, MeterRegistry meters) {
    this(
        connections, inbox, config.maxBody(), config.acknowledgeWithin(), config.waiting(), meters);
  }

  ReceiveWebhook(
      Connections connections,
      Inbox inbox,
      int maxBody,
      Duration patience,
      int waiting,
      MeterRegistry meters) {
    this.connections = connections;
    this.inbox = inbox;
    this.maxBody = maxBody;
    this.patience = patience;
    this.waiting = new Semaphore(waiting);
    this.meters = meters;
  }

  /** What became of a webhook. */
  public enum Outcome {
    STORED,
    UNKNOWN_CONNECTION,
    TOO_LARGE,
    FORGED,
    UNAVAILABLE
  }

  public Outcome receive(String connection, Webhook webhook) {
    Outcome outcome = judge(connection, webhook);
    meters
        .counter(
            "plumbline.intake.webhooks",
            "connection",
            outcome == Outcome.UNKNOWN_CONNECTION ? "unknown" : connection,
            "outcome",
            outcome.name())
        .increment();
    return outcome;
  }

  private Outcome judge(String connection, Webhook webhook) {
    if (connections.find(connection).isEmpty()) {
      return Outcome.UNKNOWN_CONNECTION;
    }
    if (webhook.body().length > maxBody) {
      return Outcome.TOO_LARGE;
    }
    return switch (connections.connector(connection).receive(webhook)) {
      case Arrival.Forged _ -> Outcome.FORGED;
      case Arrival.Genuine genuine -> {
        var waiting = Timer.start(meters);
        Outcome outcome = storeInTurn(connection, webhook, genuine);
        waiting.stop(
            meters.timer(
                "plumbline.intake.acknowledge",
                "connection",
                connection,
                "outcome",
                outcome.name()));
        yield outcome;
      }
    };
  }

  /** A broker that stalls must not hold every worker thread: liveness is answered on one. */
  private Outcome storeInTurn(String connection, Webhook webhook, Arrival.Genuine genuine) {
    if (!waiting.tryAcquire()) {
      return Outcome.UNAVAILABLE;
    }
    try {
      return store(connection, webhook, genuine);
    } finally {
      waiting.release();
    }
  }

  private Outcome store(String connection, Webhook webhook, Arrival.Genuine genuine) {
    var arrived =
        new Arrived(
            connection,
            webhook.topic(),
            genuine.dedupeKey(),
            genuine.externalId(),
            Via.WEBHOOK,
            0,
            null,
            null,
            webhook.body());
    // One deadline for all of it: putting may already wait, for the broker's addresses or memory.
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      var stored = inbox.put(arrived).toCompletableFuture();
      stored.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      return Outcome.STORED;
    } catch (ExecutionException | TimeoutException e) {
      return Outcome.UNAVAILABLE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.UNAVAILABLE;
    }
  }
}
