package io.plumbline.connectors.http;

import io.plumbline.engine.connection.Connection;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a connection's free settings; every error names the key and the remedy.
 *
 * @param known those that the vendor's factory declares; what is read and not among them would be
 *     refused wherever it is set
 */
public record Settings(Connection connection, Set<String> known) {

  public Settings {
    known = Set.copyOf(known);
  }

  public String text(String setting, String otherwise) {
    return said(setting, otherwise);
  }

  public int number(String setting, int otherwise, int least, int most) {
    var text = said(setting, Integer.toString(otherwise));
    try {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(setting, "a whole number", text, e);
    }
    throw wrong(setting, "a number from %d to %d".formatted(least, most), text, null);
  }

  /** As ISO-8601 or short: {@code PT1S}, {@code 1s}. */
  public Duration duration(String setting, Duration otherwise) {
    var text = said(setting, otherwise.toString());
    try {
      return Duration.parse(text.startsWith("P") ? text : "PT" + text);
    } catch (DateTimeParseException e) {
      throw wrong(setting, "a duration such as 1s", text, e);
    }
  }

  public ZoneId zone(String setting, ZoneId otherwise) {
    var text = said(setting, otherwise.getId());
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw wrong(setting, "a time zone such as Europe/London", text, e);
    }
  }

  public boolean yes(String setting, boolean otherwise) {
    var text = said(setting, Boolean.toString(otherwise));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong(setting, "true or false", text, null);
    };
  }

  /** One of the given words; the first is the default. */
  public String oneOf(String setting, String otherwise, String... others) {
    var text = said(setting, otherwise);
    if (text.equals(otherwise) || List.of(others).contains(text)) {
      return text;
    }
    var words = otherwise + ", " + String.join(", ", others);
    throw wrong(setting, "one of " + words, text, null);
  }

  /** All settings {@code <name>.<key>}, by key. */
  public Map<String, String> table(String name) {
    declared(name + ".*");
    var table = new TreeMap<String, String>();
    var prefix = name + ".";
    connection
        .settings()
        .forEach((setting, value) -> {
          if (setting.startsWith(prefix)) {
            table.put(setting.substring(prefix.length()), value);
          }
        });
    return table;
  }

  private String said(String setting, String otherwise) {
    declared(setting);
    return connection.setting(setting, otherwise);
  }

  private void declared(String setting) {
    if (!known.contains(setting)) {
      throw new IllegalStateException(
          "expected the factory of %s to declare the setting %s"
              .formatted(connection.vendor(), setting));
    }
  }

  private IllegalArgumentException wrong(
      String setting, String expected, String found, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "plumbline.connections.%s.settings.%s: expected %s, found '%s'."
            .formatted(connection.name(), setting, expected, found),
        cause);
  }
}
