package io.plumbline.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Fault;
import io.plumbline.sandbox.fault.Faults;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.journal.Journal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends webhooks at least once and in no order: five seconds for an answer, any 2xx will do, eight
 * retries of the original payload, ever further apart.
 */
final class Webhooks implements AutoCloseable {
  private static final String QUEUED = "webhook";
  private static final String SETTLED = "settled";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int RETRIES = 8;
  // Eight doublings of it are the four hours over which the vendor spreads its retries.
  private static final Duration FIRST_RETRY = Duration.ofHours(4).dividedBy((1 << RETRIES) - 1);
  private static final int AT_ONCE = 64;
  // A duplicate is sent once and owes nothing: its original has retries of its own.
  private static final int DUPLICATE = -1;

  private final Map<String, Webhook> pending = new ConcurrentHashMap<>();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder abandoned = new LongAdder();
  private final Semaphore lines = new Semaphore(AT_ONCE);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final URI base;
  private final Signature signature;
  private final Faults faults;
  private final double timeScale;

  /** A time scale of 240 makes four hours of retries one minute. */
  Webhooks(URI base, Signature signature, Faults faults, double timeScale) {
    this.base = base;
    this.signature = signature;
    this.faults = faults;
    this.timeScale = timeScale;
  }

  void send(Webhook webhook, Journal journal) {
    pending.put(webhook.id(), webhook);
    journal.append(QUEUED, webhook);
    Optional<Fault> fault = faults.forWebhook(webhook.topic().equals(Topic.DELETE.path()));
    if (fault.equals(Optional.of(Fault.DROP_WEBHOOK))) {
      settle(webhook, journal);
      return;
    }
    schedule(webhook, 0, delay(fault), journal);
    if (fault.equals(Optional.of(Fault.DUPLICATE_WEBHOOK))) {
      schedule(webhook, DUPLICATE, faults.upTo(faults.plan().webhookDelay()), journal);
    }
  }

  int pending() {
    return pending.size();
  }

  Map<String, Long> counts() {
    return Map.of("webhooksDelivered", delivered.sum(), "webhooksAbandoned", abandoned.sum());
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    if (kind.equals(QUEUED)) {
      Webhook webhook = Json.value(entry, Webhook.class);
      pending.put(webhook.id(), webhook);
    } else if (kind.equals(SETTLED)) {
      pending.remove(entry.asText());
    }
  }

  /** Goes on with what a killed emulator had not delivered. */
  void resume(Journal journal) {
    pending.values().forEach(webhook -> schedule(webhook, 0, Duration.ZERO, journal));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
  }

  private Duration delay(Optional<Fault> fault) {
    Duration most = faults.plan().webhookDelay();
    return fault
        .map(by ->
            switch (by) {
              case REORDER_WEBHOOK -> faults.upTo(most.dividedBy(4));
              case DELAY_WEBHOOK -> most;
              default -> Duration.ZERO;
            })
        .orElse(Duration.ZERO);
  }

  private void schedule(Webhook webhook, int attempt, Duration in, Journal journal) {
    try {
      var _ =
          timer.schedule(
              () ->
                  Thread.ofPlatform()
                      .daemon()
                      .name("webhook")
                      .start(() -> attempt(webhook, attempt, journal)),
              in.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closing: what is left stays in the journal and goes out after the next start.
      return;
    }
  }

  private void attempt(Webhook webhook, int attempt, Journal journal) {
    if (delivered(webhook)) {
      delivered.increment();
      settle(webhook, journal);
    } else if (attempt == DUPLICATE) {
      return;
    } else if (attempt < RETRIES) {
      Duration wait = FIRST_RETRY.multipliedBy(1L << attempt);
      schedule(webhook, attempt + 1, scaled(wait), journal);
    } else {
      abandoned.increment();
      settle(webhook, journal);
    }
  }

  private boolean delivered(Webhook webhook) {
    lines.acquireUninterruptibly();
    try {
      HttpResponse<Void> answer =
          client.send(request(webhook), HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() / 100 == 2;
    } catch (java.io.IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lines.release();
    }
  }

  private HttpRequest request(Webhook webhook) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + "/" + webhook.topic())).timeout(TIMEOUT);
    webhook.headers().forEach(request::header);
    request.header("Content-Type", "application/json");
    request.header("X-Shopify-Hmac-Sha256", signature.of(webhook.body()));
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(webhook.body())).build();
  }

  private Duration scaled(Duration wait) {
    return Duration.ofNanos((long) (wait.toNanos() / timeScale));
  }

  private void settle(Webhook webhook, Journal journal) {
    if (pending.remove(webhook.id()) != null) {
      journal.append(SETTLED, webhook.id());
    }
  }
}
