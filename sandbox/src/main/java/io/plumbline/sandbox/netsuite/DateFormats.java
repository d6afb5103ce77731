package io.plumbline.sandbox.netsuite;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date formats of the query language, as far as integrations use them. */
final class DateFormats {
  private static final Pattern PART =
      Pattern.compile(
          "YYYY|MM|DD|HH24|HH|MI|SS|FF3|FF|M|D|\"[^\"]*\"|[^A-Z]", Pattern.CASE_INSENSITIVE);

  private static final Map<String, DateTimeFormatter> KNOWN = new ConcurrentHashMap<>();

  private DateFormats() {}

  static String text(Instant at, String format, ZoneId zone) {
    return known(format).format(at.atZone(zone));
  }

  static Instant instant(String text, String format, ZoneId zone) {
    try {
      TemporalAccessor parsed = known(format).parseBest(text, LocalDateTime::from, LocalDate::from);
      return parsed instanceof LocalDateTime time
          ? time.atZone(zone).toInstant()
          : LocalDate.from(parsed).atStartOfDay(zone).toInstant();
    } catch (DateTimeException e) {
      throw Tokens.invalid("'" + text + "' is not a date of the format " + format);
    }
  }

  private static DateTimeFormatter known(String format) {
    DateTimeFormatter known = KNOWN.get(format);
    if (known != null) {
      return known;
    }
    DateTimeFormatter made = formatter(format);
    KNOWN.put(format, made);
    return made;
  }

  private static DateTimeFormatter formatter(String format) {
    StringBuilder pattern = new StringBuilder();
    Matcher part = PART.matcher(format);
    int end = 0;
    while (end < format.length()) {
      if (!part.find(end) || part.start() != end) {
        throw Tokens.invalid("unknown date format " + format);
      }
      pattern.append(pattern(part.group()));
      end = part.end();
    }
    return DateTimeFormatter.ofPattern(pattern.toString(), java.util.Locale.ROOT);
  }

  private static String pattern(String part) {
    return switch (part.toUpperCase(java.util.Locale.ROOT)) {
      case "YYYY" -> "uuuu";
      case "MM" -> "MM";
      case "DD" -> "dd";
      case "M" -> "M";
      case "D" -> "d";
      case "HH24", "HH" -> "HH";
      case "MI" -> "mm";
      case "SS" -> "ss";
      case "FF3", "FF" -> "SSS";
      default -> "'" + part.replace("\"", "").replace("'", "''") + "'";
    };
  }
}
