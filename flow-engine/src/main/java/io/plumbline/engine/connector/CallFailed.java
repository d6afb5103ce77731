package io.plumbline.engine.connector;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a vendor that failed, with what follows from it.
 *
 * <p>Its message is published, logged and stored as it is: it is made of our own words, of what we
 * sent that concerns no person, and of the vendor's status and codes. What the vendor said besides
 * is {@link #quoted()}.
 */
public final class CallFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How a failure is treated. */
  public enum Kind {
    /** May succeed later: retried with backoff, counted. The call had no effect. */
    TRANSIENT,
    /**
     * May have taken effect: waits the settle time, then reads back before anything is sent again.
     */
    UNKNOWN,
    /**
     * Our own throttle gave no turn in time: the vendor was not asked and has refused nothing.
     * Comes again by itself, not counted, and pauses nobody.
     */
    BUSY,
    /** Over the vendor's limit: pauses the connection, not counted. */
    THROTTLED,
    /** The vendor refuses this content: a dead letter until a person or a newer revision. */
    REJECTED,
    /** Credentials, scopes, addresses: the connection pauses until its configuration changes. */
    CONFIGURATION,
    /** The record changed under us: read again, plan again. */
    CONFLICT,
    /** The vendor as a whole does not answer: pauses the connection, not counted. */
    CONNECTION
  }

  private final Kind kind;
  private final @Nullable Duration retryAfter;
  private final transient @Nullable Quoted quoted;

  public CallFailed(Kind kind, String message) {
    this(kind, message, null, null);
  }

  public CallFailed(
      Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
    this(kind, message, retryAfter, cause, null);
  }

  private CallFailed(
      Kind kind,
      @Nullable String message,
      @Nullable Duration retryAfter,
      @Nullable Throwable cause,
      @Nullable Quoted quoted) {
    super(message, cause);
    this.kind = kind;
    this.retryAfter = retryAfter;
    this.quoted = quoted;
  }

  /** The same failure with what the vendor said about it. */
  public CallFailed quoting(Quoted words) {
    return new CallFailed(kind, getMessage(), retryAfter, getCause(), words);
  }

  public Kind kind() {
    return kind;
  }

  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /** What the vendor said; for nothing but what is kept under the entity's key. */
  public Optional<Quoted> quoted() {
    return Optional.ofNullable(quoted);
  }
}
