package io.plumbline.reconciler.status;

import io.plumbline.reconciler.policy.Policy;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values that may become labels of metrics. Events name connections and currencies, and what an
 * event names has no bound: only what the configuration and ISO 4217 know gets a label of its own.
 */
record Labels(Set<String> connections) {
  static final String OTHER = "other";

  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  Labels {
    connections = Set.copyOf(connections);
  }

  static Labels of(Policy policy) {
    return new Labels(policy.parties().keySet());
  }

  String connection(String name) {
    return connections.contains(name) ? name : OTHER;
  }

  static String currency(String code) {
    return CURRENCIES.contains(code) ? code : OTHER;
  }
}
