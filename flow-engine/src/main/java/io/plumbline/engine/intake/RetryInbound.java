package io.plumbline.engine.intake;

import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plumbline.engine.api.Refused;
import io.plumbline.engine.deadletter.CannotRetry;
import io.plumbline.engine.deadletter.DeadLetter;
import io.plumbline.engine.deadletter.EditedRetry;
import io.plumbline.engine.deadletter.Retry;
import io.plumbline.engine.deadletter.StoredLetter;
import io.plumbline.engine.observation.Via;
import io.plumbline.engine.secrecy.MasterKey;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Puts what arrived into the inbox again, where it is judged like any arrival. */
@Singleton
class RetryInbound implements Retry, EditedRetry {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final Inbox inbox;
  private final MasterKey master;
  private final Duration patience;

  RetryInbound(Inbox inbox, MasterKey master, IntakeConfig config) {
    this.inbox = inbox;
    this.master = master;
    this.patience = config.acknowledgeWithin();
  }

  @Override
  public String kind() {
    return DeadLetter.INBOUND;
  }

  /** The letter closes only once Kafka has it; a process that dies between leaves the letter. */
  @Override
  public void again(Connection tx, StoredLetter letter) {
    put(arrived(letter, arrivedBody(letter)));
  }

  /**
   * Corrected or not, it is judged by its versions: what is older than what is held changes
   * nothing.
   */
  @Override
  public void again(Connection tx, StoredLetter letter, JsonNode patch) {
    if (!letter.kind().equals(kind())) {
      throw new CannotRetry(
          "expected a dead letter that holds what arrived, found one of kind '%s': it is tried with what the systems say then. Correct it there, then retry."
              .formatted(letter.kind()));
    }
    put(arrived(letter, corrected(letter, patch)));
  }

  private byte[] corrected(StoredLetter letter, JsonNode patch) {
    try {
      return JSON.writeValueAsBytes(MergePatch.apply(JSON.readTree(arrivedBody(letter)), patch));
    } catch (IOException e) {
      throw new CannotRetry(
          "expected dead letter %d to hold JSON to correct, found what does not parse. Discard it with a reason; the next poll or snapshot tells what it said."
              .formatted(letter.id()));
    }
  }

  private void put(Arrived arrived) {
    try {
      inbox.put(arrived).toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw Refused.because(503, "The inbox could not be reached; the letter stays. Try again.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refused.because(503, "The service stops; the letter stays. Try again.");
    }
  }

  private byte[] arrivedBody(StoredLetter letter) {
    var body = letter.body();
    if (body == null) {
      throw unopened(letter);
    }
    return master.open(body, DeadLetter.SEALED_AS);
  }

  private static CannotRetry unopened(StoredLetter letter) {
    return new CannotRetry(
        "expected dead letter %d to hold what arrived, found a record whose envelope could not be opened. Discard it with a reason; the next poll or snapshot tells what it said."
            .formatted(letter.id()));
  }

  private static Arrived arrived(StoredLetter letter, byte[] body) {
    var topic = letter.topic();
    var externalId = letter.externalId();
    if (topic == null || externalId == null) {
      throw unopened(letter);
    }
    return new Arrived(
        letter.connection(),
        topic,
        dedupeKey(letter),
        externalId,
        via(letter),
        0,
        null,
        null,
        body);
  }

  /** The key it came under counts as seen: under it, what fails again would be lost unseen. */
  private static String dedupeKey(StoredLetter letter) {
    return "retry/" + letter.id();
  }

  /** A re-read's number is not kept with its letter: without it, it speaks as any listing does. */
  private static Via via(StoredLetter letter) {
    var told = letter.evidence().path("via").asText("webhook").toUpperCase(Locale.ROOT);
    return switch (Via.valueOf(told)) {
      case WEBHOOK -> Via.WEBHOOK;
      case FILE -> Via.FILE;
      case SNAPSHOT -> Via.SNAPSHOT;
      case POLL, REREAD -> Via.POLL;
    };
  }
}
