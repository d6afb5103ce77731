package io.plumbline.sandbox.netsuite;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;

/** How values of the query language compare and how they are written. */
final class Values {
  // The date preference of the integration's user, which nobody should rely on.
  private static final String PREFERENCE = "D/M/YYYY";

  private Values() {}

  static boolean holds(Expression condition, Expression.Scope scope) {
    return Boolean.TRUE.equals(condition.value(scope));
  }

  static int compare(Object one, Object other) {
    if (one instanceof Instant first && other instanceof Instant second) {
      return first.compareTo(second);
    }
    if (one instanceof Instant || other instanceof Instant) {
      throw Tokens.invalid("a date is compared with a text: use TO_DATE or TO_TIMESTAMP");
    }
    if (one instanceof BigDecimal || other instanceof BigDecimal) {
      return number(one).compareTo(number(other));
    }
    return String.valueOf(one).compareTo(String.valueOf(other));
  }

  static String text(Object value, ZoneId zone) {
    return switch (value) {
      case Instant at -> DateFormats.text(at, PREFERENCE, zone);
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      default -> String.valueOf(value);
    };
  }

  private static BigDecimal number(Object value) {
    try {
      return value instanceof BigDecimal number ? number : new BigDecimal(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw Tokens.invalid("'" + value + "' is not a number");
    }
  }
}
