package io.plumbline.sandbox.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.sandbox.fault.Fault;
import io.plumbline.sandbox.fault.Faults;
import io.plumbline.sandbox.http.Json;
import io.plumbline.sandbox.journal.Journal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Registered webhooks and their delivery: signed with the hook's own secret, five tries, good only
 * when the receiver says so in its body, then lost; in no order.
 */
final class Hooks implements AutoCloseable {
  private static final String REGISTERED = "hook";
  private static final String REMOVED = "unhook";
  private static final String QUEUED = "webhook";
  private static final String SETTLED = "settled";
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int TRIES = 5;
  // The vendor does not say how far apart; doubled from a minute is our choice.
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
  // A duplicate is sent once and owes nothing: its original has tries of its own.
  private static final int DUPLICATE = TRIES + 1;

  private final Map<String, Hook> hooks = new ConcurrentHashMap<>();
  private final Map<String, Message> pending = new ConcurrentHashMap<>();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();
  private final Faults faults;
  private final double timeScale;

  Hooks(Faults faults, double timeScale) {
    this.faults = faults;
    this.timeScale = timeScale;
  }

  void register(Hook hook, Journal journal) {
    if (Topic.of(hook.name()).isEmpty()) {
      throw new Refused("Not a webhook that is sent here: " + hook.name());
    }
    if (hooks.putIfAbsent(hook.key(), hook) != null) {
      throw new Refused("Webhook exists: " + hook.key());
    }
    journal.append(REGISTERED, hook);
  }

  /** One that was registered before the run, so that its secret is known already. */
  void registerUnlessKnown(Hook hook, Journal journal) {
    if (hooks.putIfAbsent(hook.key(), hook) == null) {
      journal.append(REGISTERED, hook);
    }
  }

  void remove(String name, String shop, Journal journal) {
    if (hooks.remove(name + "/" + shop) == null) {
      throw new Refused("No such webhook: " + name + "/" + shop);
    }
    journal.append(REMOVED, name + "/" + shop);
  }

  List<Hook> of(Topic topic) {
    return hooks.values().stream().filter(hook -> hook.name().equals(topic.title())).toList();
  }

  void send(Hook hook, Object body, Journal journal) {
    Message message = new Message(UUID.randomUUID().toString(), hook, Json.bytes(body));
    pending.put(message.id(), message);
    journal.append(QUEUED, message);
    Optional<Fault> fault = faults.forWebhook(false);
    if (fault.equals(Optional.of(Fault.DROP_WEBHOOK))) {
      settle(message, journal);
      return;
    }
    boolean late =
        fault
            .filter(each -> each == Fault.DELAY_WEBHOOK || each == Fault.REORDER_WEBHOOK)
            .isPresent();
    Duration most = faults.plan().webhookDelay();
    schedule(message, 1, late ? faults.upTo(most) : Duration.ZERO, journal);
    if (fault.equals(Optional.of(Fault.DUPLICATE_WEBHOOK))) {
      schedule(message, DUPLICATE, faults.upTo(most), journal);
    }
  }

  int pending() {
    return pending.size();
  }

  Map<String, Long> counts() {
    return Map.of("webhooksDelivered", delivered.sum(), "webhooksLost", lost.sum());
  }

  /** Takes back an entry of a journal, if it is one of ours. */
  void replay(String kind, JsonNode entry) {
    switch (kind) {
      case REGISTERED -> {
        Hook hook = Json.value(entry, Hook.class);
        hooks.put(hook.key(), hook);
      }
      case REMOVED -> hooks.remove(entry.asText());
      case QUEUED -> {
        Message message = Json.value(entry, Message.class);
        pending.put(message.id(), message);
      }
      case SETTLED -> pending.remove(entry.asText());
      default -> {}
    }
  }

  /** Goes on with what a killed emulator had not delivered. */
  void resume(Journal journal) {
    pending.values().forEach(message -> schedule(message, 1, Duration.ZERO, journal));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
  }

  private void schedule(Message message, int attempt, Duration in, Journal journal) {
    try {
      var _ =
          timer.schedule(
              () ->
                  Thread.ofPlatform()
                      .daemon()
                      .name("webhook")
                      .start(() -> attempt(message, attempt, journal)),
              in.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closing: what is left stays in the journal and goes out after the next start.
      return;
    }
  }

  private void attempt(Message message, int attempt, Journal journal) {
    if (taken(message)) {
      delivered.increment();
      settle(message, journal);
    } else if (attempt < TRIES) {
      Duration wait = FIRST_RETRY.multipliedBy(1L << (attempt - 1));
      Duration scaled = Duration.ofNanos((long) (wait.toNanos() / timeScale));
      schedule(message, attempt + 1, scaled, journal);
    } else if (attempt == TRIES) {
      lost.increment();
      settle(message, journal);
    }
  }

  private boolean taken(Message message) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(message.hook().url()))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("x-shiphero-hmac-sha256", signature(message.hook().secret(), message.body()))
            .header("X-Shiphero-Message-ID", message.id())
            .POST(HttpRequest.BodyPublishers.ofByteArray(message.body()))
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode said = answer.statusCode() == 200 ? Json.read(answer.body()) : Json.object();
      return said.path("code").asText().equals("200")
          && said.path("Status").asText().equals("Success");
    } catch (IOException | Json.Malformed e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void settle(Message message, Journal journal) {
    if (pending.remove(message.id()) != null) {
      journal.append(SETTLED, message.id());
    }
  }
}
