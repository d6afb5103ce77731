package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connection.Connections;
import io.plumbline.engine.connector.Quoted;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.flow.Flow;
import io.plumbline.engine.observation.Reading;
import io.plumbline.engine.publish.Event;
import io.plumbline.engine.publish.Outbox;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Journals what came of each attempt and publishes it: a claim, which touches no replica. */
@Singleton
class Receipts {

  private static final int LONGEST_DETAIL = 500;

  private final Attempts attempts;
  private final Outbox outbox;
  private final Connections connections;
  private final Flow flow;

  Receipts(Attempts attempts, Outbox outbox, Connections connections, Flow flow) {
    this.attempts = attempts;
    this.outbox = outbox;
    this.connections = connections;
    this.flow = flow;
  }

  /** Writes down what is about to be sent. */
  Attempt begin(Connection tx, Lease lease, Step step, Optional<Reading> before, Instant now) {
    return attempts.write(tx, lease, step, before, Attempt.STARTED, now);
  }

  /** Writes down what would have been sent. */
  void shadow(Connection tx, Lease lease, Step step, Optional<Reading> before, Instant now) {
    publish(tx, attempts.write(tx, lease, step, before, Attempt.SHADOWED, now), null, now);
  }

  void delivered(Connection tx, Attempt attempt, @Nullable String externalId, Instant now) {
    ended(tx, attempt, Attempt.DELIVERED, null, null, externalId, now);
  }

  void ended(
      Connection tx, Attempt attempt, String outcome, String failure, String detail, Instant now) {
    ended(tx, attempt, outcome, failure, shortened(detail), null, now);
  }

  /** It was stopped before it left: no attempt, of which nobody was told. */
  void withdrawn(Connection tx, Attempt attempt) {
    attempts.withdraw(tx, attempt.id());
  }

  /**
   * Keeps what the vendor said of it, for those who may read what stands under the entity's key.
   */
  void quote(Connection tx, Attempt attempt, Quoted quoted) {
    attempts.quote(tx, attempt, quoted);
  }

  /** A lease ran out during a call: what the call did is unknown. */
  Optional<Attempt> abandoned(Connection tx, Lease lease, Instant now) {
    Optional<Attempt> started = attempts.started(tx, lease);
    started.ifPresent(attempt ->
        ended(
            tx,
            attempt,
            Attempt.UNKNOWN,
            "UNKNOWN",
            "the process ended during the call; the record is read back before anything is sent again",
            now));
    return started;
  }

  private void ended(
      Connection tx,
      Attempt attempt,
      String outcome,
      @Nullable String failure,
      @Nullable String detail,
      @Nullable String externalId,
      Instant now) {
    attempts
        .complete(tx, attempt.id(), attempt.outcome(), outcome, failure, detail, externalId, now)
        .ifPresent(ended -> publish(tx, ended, detail, now));
  }

  private void publish(Connection tx, Attempt attempt, @Nullable String detail, Instant now) {
    outbox.add(tx, event(new Attempts.Ended(attempt, detail, now)));
  }

  /** The same for the same ending, however often it is told. */
  Event event(Attempts.Ended ended) {
    Attempt attempt = ended.attempt();
    String id = "delivered:%d:%s".formatted(attempt.id(), attempt.outcome());
    return new Event(
        id,
        attempt.key(),
        "delivered",
        attempt.connection(),
        ended.at(),
        payload(id, attempt, ended.detail(), ended.at()));
  }

  private ObjectNode payload(String id, Attempt attempt, @Nullable String detail, Instant now) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("flow", flow.name());
    payload.put("key", attempt.key());
    payload.put("connection", attempt.connection());
    payload.put("role", connections.named(attempt.connection()).role().name());
    if (attempt.externalId() != null) {
      payload.put("externalId", attempt.externalId());
    }
    payload.put("revision", attempt.revision());
    payload.put("observedAt", now.toString());
    payload.put("outcome", attempt.outcome());
    payload.put("reference", attempt.reference());
    payload.put("step", attempt.step());
    payload.set("sent", ToldValues.of(attempt.sent()));
    if (attempt.failure() != null) {
      ObjectNode cause = payload.putObject("cause");
      cause.put("class", attempt.failure().toLowerCase(Locale.ROOT));
      if (detail != null) {
        cause.put("message", detail);
      }
    }
    payload
        .putObject("evidence")
        .put("event", id)
        .put("delivery", attempt.key() + "/" + attempt.connection())
        .put("attempt", attempt.number());
    return payload;
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL);
  }
}
