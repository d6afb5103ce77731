package io.plumbline.reconciler.rest;

import java.time.Instant;
import java.time.LocalDate;

/** Times that the ledger can hold; what PostgreSQL does not take is refused, not tried. */
public final class Moments {
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private Moments() {}

  public static Instant kept(String name, Instant moment) {
    if (moment.isBefore(EARLIEST) || moment.isAfter(LATEST)) {
      throw Refusal.badRequest(name + ": expected a time of the years 1 to 9999, found " + moment);
    }
    return moment;
  }

  /** The same for days. */
  public static LocalDate kept(String name, LocalDate day) {
    if (day.isBefore(FIRST) || day.isAfter(LAST)) {
      throw Refusal.badRequest(name + ": expected a day of the years 1 to 9999, found " + day);
    }
    return day;
  }
}
