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
 *
 * <p>A body is read again after a while, since some changes leave the modification time alone. Over
 * many records that while grows, so that looking again never takes more than its share of calls:
 * the vendor's budget belongs to what did change.
 */
public final class RecentRecords {

  /** The vendor stamps whole seconds: a body read within its own second may not be its last. */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  /** Longer than the pause between two polls that overlap; what none of them asked for is over. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(5);

  private static final int MOST = 5_000;

  private final Clock clock;
  private final Duration least;
  private final int rechecksPerSecond;
  private final Map<String, Body> bodies = new LinkedHashMap<>();

  /** Reads {@code reuse-records} and {@code rechecks-per-second} of a connection. */
  public static RecentRecords of(Settings settings, Clock clock) {
    return new RecentRecords(
        clock,
        settings.duration("reuse-records", Duration.ofSeconds(15)),
        settings.number("rechecks-per-second", 1, 1, 1_000));
  }

  RecentRecords(Clock clock, Duration least, int rechecksPerSecond) {
    this.clock = clock;
    this.least = least;
    this.rechecksPerSecond = rechecksPerSecond;
  }

  public synchronized Optional<byte[]> body(String id, Instant modified) {
    var body = bodies.get(id);
    if (body == null || !body.modified.equals(modified)) {
      return Optional.empty();
    }
    var now = clock.instant();
    bodies.replace(id, body.askedFor(now));
    return now.isBefore(body.readAt.plus(reuse())) ? Optional.of(body.bytes) : Optional.empty();
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
    var now = clock.instant();
    bodies.values().removeIf(body -> body.askedAt.plus(FORGOTTEN).isBefore(now));
    bodies.remove(id);
    bodies.put(id, new Body(modified, now, now, bytes));
    if (bodies.size() > MOST) {
      bodies.remove(bodies.keySet().iterator().next());
    }
  }

  private Duration reuse() {
    var fair = Duration.ofSeconds(bodies.size()).dividedBy(rechecksPerSecond);
    return fair.compareTo(least) > 0 ? fair : least;
  }

  private record Body(Instant modified, Instant readAt, Instant askedAt, byte[] bytes) {
    Body askedFor(Instant now) {
      return new Body(modified, readAt, now, bytes);
    }
  }
}
