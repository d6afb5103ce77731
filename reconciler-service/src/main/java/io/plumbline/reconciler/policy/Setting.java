package io.plumbline.reconciler.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/** Reads settings, and says of those that cannot be read what was expected. */
final class Setting {
  private Setting() {}

  /** A time: a number with ms, s, m, h or d, or ISO 8601. */
  public static final class Time implements Converter<Duration> {
    private static final long serialVersionUID = 1L;
    private static final Pattern SHORT = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    @Override
    public Duration convert(String value) {
      String text = value.strip().toLowerCase(Locale.ROOT);
      Matcher matcher = SHORT.matcher(text);
      try {
        Duration time = matcher.matches() ? of(matcher) : Duration.parse(text);
        if (!time.isNegative()) {
          return time;
        }
      } catch (DateTimeParseException | ArithmeticException | NumberFormatException _) {
        // falls through to the one refusal there is
      }
      throw new IllegalArgumentException(
          "expected a time such as 500ms, 30s or 5m, found '%s'".formatted(value));
    }

    private static Duration of(Matcher matcher) {
      long count = Long.parseLong(matcher.group(1));
      return switch (matcher.group(2)) {
        case "ms" -> Duration.ofMillis(count);
        case "s" -> Duration.ofSeconds(count);
        case "m" -> Duration.ofMinutes(count);
        case "h" -> Duration.ofHours(count);
        default -> Duration.ofDays(count);
      };
    }
  }

  /** A time, or {@code never}. */
  public static final class Patience implements Converter<Duration> {
    private static final long serialVersionUID = 1L;
    private final Time time = new Time();

    @Override
    @SuppressWarnings("NullAway") // null is how a converter says that there is no value
    public Duration convert(String value) {
      return value.strip().equalsIgnoreCase("never") ? null : time.convert(value);
    }
  }

  /** A whole number from zero up. */
  public static final class Count implements Converter<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer convert(String value) {
      if (value.strip().matches("\\d{1,9}")) {
        return Integer.valueOf(value.strip());
      }
      throw new IllegalArgumentException(
          "expected a whole number such as 3, found '%s'".formatted(value));
    }
  }

  /** A decimal number from zero up. */
  public static final class Amount implements Converter<BigDecimal> {
    private static final long serialVersionUID = 1L;

    @Override
    public BigDecimal convert(String value) {
      if (value.strip().matches("\\d{1,12}(\\.\\d{1,12})?")) {
        return new BigDecimal(value.strip());
      }
      throw new IllegalArgumentException(
          "expected a number such as 0.01, found '%s'".formatted(value));
    }
  }

  /** Yes or no; everything that is neither would else count as no. */
  public static final class Choice implements Converter<Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean convert(String value) {
      return switch (value.strip().toLowerCase(Locale.ROOT)) {
        case "true" -> true;
        case "false" -> false;
        default ->
            throw new IllegalArgumentException(
                "expected true or false, found '%s'".formatted(value));
      };
    }
  }
}
