package io.plumbline.engine.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journalled write.
 *
 * @param outcome started, delivered, failed, unknown, rejected or shadowed
 * @param failure the kind of the failure, where there was one
 */
record Attempt(
    long id,
    String key,
    String connection,
    long revision,
    int number,
    String step,
    String reference,
    ObjectNode sent,
    String outcome,
    @Nullable String failure,
    @Nullable String externalId,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  static final String STARTED = "started";
  static final String DELIVERED = "delivered";
  static final String FAILED = "failed";
  static final String UNKNOWN = "unknown";
  static final String REJECTED = "rejected";
  static final String SHADOWED = "shadowed";

  /** The same while nobody knew what it did. */
  Attempt doubted() {
    return new Attempt(
        id,
        key,
        connection,
        revision,
        number,
        step,
        reference,
        sent,
        UNKNOWN,
        "UNKNOWN",
        null,
        startedAt,
        finishedAt);
  }

  boolean is(String expected) {
    return outcome.equals(expected);
  }

  /** Whether nobody knows yet what it did. */
  boolean open() {
    return is(STARTED) || is(UNKNOWN);
  }

  /** When it ended, so far as that is known. */
  Instant ended() {
    return finishedAt == null ? startedAt : finishedAt;
  }

  /** Whether it ended after that moment. */
  boolean endedAfter(Instant moment) {
    return finishedAt != null && finishedAt.isAfter(moment);
  }
}
