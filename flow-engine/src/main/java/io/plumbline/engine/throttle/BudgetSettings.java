package io.plumbline.engine.throttle;

import io.plumbline.engine.connection.Connection;
import io.plumbline.engine.throttle.Budgets.Rate;
import java.util.Optional;

/**
 * Reads {@code settings.budget} and {@code settings.budget-per-second} of a connection; a vendor
 * that names its own budget in its answers needs neither.
 */
final class BudgetSettings {

  private static final String MOST = "budget";
  private static final String PER_SECOND = "budget-per-second";

  private BudgetSettings() {}

  static Optional<Rate> of(Connection connection) {
    if (!connection.settings().containsKey(PER_SECOND)) {
      return Optional.empty();
    }
    long perSecond = number(connection, PER_SECOND, connection.setting(PER_SECOND, ""));
    return Optional.of(
        new Rate(
            number(connection, MOST, connection.setting(MOST, Long.toString(perSecond))),
            perSecond));
  }

  private static long number(Connection connection, String key, String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "plumbline.connections.%s.settings.%s: expected a whole number from 1 up, found '%s'. Give the vendor's limit, or leave it out."
              .formatted(connection.name(), key, value));
    }
    return Long.parseLong(value);
  }
}
