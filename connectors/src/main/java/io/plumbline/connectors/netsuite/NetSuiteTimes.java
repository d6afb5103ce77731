package io.plumbline.connectors.netsuite;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** SuiteQL tells times without a zone, in the zone of the integration's user. */
record NetSuiteTimes(ZoneId zone) {

  static final String SQL_FORMAT = "YYYY-MM-DD HH24:MI:SS";

  private static final DateTimeFormatter TEXT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  Instant instant(String text) {
    return LocalDateTime.parse(text, TEXT).atZone(zone).toInstant();
  }

  String text(Instant instant) {
    return TEXT.format(instant.atZone(zone));
  }

  /** A time of the record API, which has an offset. */
  static Instant ofRecord(String text) throws DateTimeException {
    return OffsetDateTime.parse(text).toInstant();
  }
}
