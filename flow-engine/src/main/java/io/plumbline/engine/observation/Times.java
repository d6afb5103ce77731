package io.plumbline.engine.observation;

import java.time.DateTimeException;
import java.time.Instant;

/** Times of strangers: those of four-digit years, which every system here can keep and compare. */
public final class Times {

  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  private Times() {}

  /**
   * The same time.
   *
   * @throws DateTimeException where it is before or behind those years
   */
  public static Instant kept(Instant time) {
    if (!isKept(time)) {
      throw new DateTimeException("expected a time of the years 1 to 9999");
    }
    return time;
  }

  public static boolean isKept(Instant time) {
    return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
  }
}
