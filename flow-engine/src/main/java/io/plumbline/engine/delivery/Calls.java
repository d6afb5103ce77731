package io.plumbline.engine.delivery;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.throttle.LastCheck;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to vendors with a hard bound: whatever a connector does, its call ends before the lease
 * does.
 */
@Singleton
class Calls {

  /** Sends a step; the last check runs between its wait for a turn and the request. */
  Confirmed send(Target target, Step step, Runnable lastCheck) {
    return bounded(
        target.longestCall(),
        () ->
            ScopedValue.where(LastCheck.OF_WRITE, lastCheck)
                .call(() -> target.connector().send(step)));
  }

  /** Reads a record back by our reference or, where a receipt named it, by its id. */
  Optional<Reading> read(Target target, Attempt attempt) {
    Optional<RawRecord> record =
        bounded(
            target.longestCall(),
            () ->
                attempt.externalId() == null || !target.connector().readable()
                    ? target.connector().find(attempt.reference())
                    : target.connector().fetch(attempt.externalId()));
    return record.map(found -> understood(target, found));
  }

  /** Reads the record that is held; finds one by our reference where none is. */
  Optional<Reading> find(Target target, String reference, Optional<String> held) {
    return bounded(
            target.longestCall(),
            () ->
                held.isPresent() && target.connector().readable()
                    ? target.connector().fetch(held.get())
                    : target.connector().find(reference))
        .map(found -> understood(target, found));
  }

  private static Reading understood(Target target, RawRecord record) {
    try {
      return switch (target.connector().understand(record.topic(), record.body())) {
        case Understood.Readings(List<Reading> readings) ->
            readings.stream()
                .filter(reading -> reading.externalId().equals(record.externalId()))
                .findFirst()
                .orElseThrow(() -> unreadable(record, "a payload without that record", null));
        case Understood.ReadAgain again ->
            throw unreadable(record, "a partial payload of " + again.externalId(), null);
        case Understood.Filtered(String reason) ->
            throw unreadable(record, "one filtered as " + reason, null);
      };
    } catch (Unusable e) {
      throw unreadable(record, e.getMessage(), e);
    }
  }

  private static CallFailed unreadable(
      RawRecord record, @Nullable String found, @Nullable Throwable cause) {
    return new CallFailed(
        Kind.REJECTED,
        "expected to understand record %s read back, found %s. Correct the mapping, then retry."
            .formatted(record.externalId(), found),
        null,
        cause);
  }

  private static <T> T bounded(Duration limit, Callable<T> call) {
    var task = new FutureTask<>(call);
    Thread.ofPlatform().daemon().name("vendor-call").start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      throw new CallFailed(Kind.UNKNOWN, "no answer within " + limit, null, e);
    } catch (InterruptedException e) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new CallFailed(Kind.UNKNOWN, "the service stops", null, e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case CallFailed failed -> failed;
      case NotSent notSent -> notSent;
      case Error error -> throw error;
      // Nobody can say how far it came, nor what its message quotes.
      case null, default ->
          new CallFailed(Kind.UNKNOWN, "the connector failed: " + kind(cause), null, cause);
    };
  }

  private static String kind(@Nullable Throwable cause) {
    return cause == null ? "no cause" : cause.getClass().getName();
  }
}
