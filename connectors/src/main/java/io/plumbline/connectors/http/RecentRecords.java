package io.plumbline.connectors.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bodies read a moment ago, so that the overlap of successive polls does not cost a call per record
 * each time. Every record is still handed on at every poll; only the call is saved.
 */
public final class RecentRecords {

  /** The vendor stamps whole seconds: a body read within its own second may not be its last. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final int MOST = 2_000;

  private final Clock clock;
  private final Duration keep;
  private final Map<String, Body> bodies = new LinkedHashMap<>();

  public RecentRecords(Clock clock, Duration keep) {
    this.clock = clock;
    this.keep = keep;
  }

  public synchronized Optional<byte[]> body(String id, Instant modified) {
    return Optional.ofNullable(bodies.get(id))
        .filter(body -> body.modified.equals(modified))
        .filter(body -> clock.instant().isBefore(body.until))
        .map(Body::bytes);
  }

  /**
   * Keeps a body if it cannot change any more without a new time.
   *
   * @param answer the vendor's, whose clock tells when it was read; without one nothing is kept
   */
  public synchronized void keep(String id, Instant modified, Answer answer, byte[] bytes) {
    var settled = modified.plus(SETTLED);
    if (answer.answeredAt().filter(at -> !at.isBefore(settled)).isEmpty()) {
      return;
    }
    bodies.remove(id);
    bodies.put(id, new Body(modified, clock.instant().plus(keep), bytes));
    if (bodies.size() > MOST) {
      bodies.remove(bodies.keySet().iterator().next());
    }
  }

  private record Body(Instant modified, Instant until, byte[] bytes) {}
}
