package io.plumbline.connectors.shiphero;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** ShipHero tells times without a zone, with a blank or a T between day and hour. */
record ShipHeroTimes(ZoneId zone) {

  /**
   * Reads a time.
   *
   * @throws DateTimeException where the text is none
   */
  Instant instant(String text) {
    var iso = text.strip().replace(' ', 'T');
    try {
      return LocalDateTime.parse(iso).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      return OffsetDateTime.parse(iso).toInstant();
    }
  }

  /** As the vendor writes it, to the second below. */
  String text(Instant instant) {
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toLocalDateTime());
  }
}
