package io.plumbline.connectors.netsuite;

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
final class RecentRecords {

  /** The vendor stamps whole seconds: a body read within its own second may not be its last. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private static final int MOST = 2_000;

  private final Clock clock;
  private final Duration keep;
  private final Map<String, Body> bodies = new LinkedHashMap<>();

  RecentRecords(Clock clock, Duration keep) {
    this.clock = clock;
    this.keep = keep;
  }

  synchronized Optional<byte[]> body(String id, Instant modified) {
    return Optional.ofNullable(bodies.get(id))
        .filter(body -> body.modified.equals(modified))
        .filter(body -> clock.instant().isBefore(body.until))
        .map(Body::bytes);
  }

  /**
   * Keeps a body if it cannot change any more without a new time.
   *
   * @param answeredAt the vendor's clock when it answered
   */
  synchronized void keep(String id, Instant modified, Instant answeredAt, byte[] bytes) {
    if (answeredAt.isBefore(modified.plus(SETTLED))) {
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
