package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
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

  /**
   * The smallest text that a time from here on may have. When clocks go back they tell an hour
   * twice, and what changes in its second turn reads as earlier than what changed in its first.
   */
  String from(Instant instant) {
    var local = instant.atZone(zone).toLocalDateTime();
    var next = zone.getRules().nextTransition(instant);
    return TEXT.format(
        next != null && next.isOverlap() && next.getDateTimeAfter().isBefore(local)
            ? next.getDateTimeAfter()
            : local);
  }

  /** As the query told it; of an hour told twice the first turn, as {@link #instant} reads it. */
  String text(Instant instant) {
    return TEXT.format(instant.atZone(zone));
  }

  /** The second turn of a time that is told twice, else the same. */
  Instant second(Instant instant) {
    return instant.atZone(zone).withLaterOffsetAtOverlap().toInstant();
  }

  /** When a sales order, or anything read with it, last changed. */
  static Instant newest(JsonNode order) throws DateTimeException {
    var newest = ofRecord(order.path("lastModifiedDate").asText(""));
    for (var children : order.path(NetSuiteFamilies.CHILDREN)) {
      for (var child : children) {
        var modified = ofRecord(child.path("lastModifiedDate").asText(""));
        newest = modified.isAfter(newest) ? modified : newest;
      }
    }
    return newest;
  }

  /** A time of the record API, which has an offset. */
  static Instant ofRecord(String text) throws DateTimeException {
    return OffsetDateTime.parse(text).toInstant();
  }
}
