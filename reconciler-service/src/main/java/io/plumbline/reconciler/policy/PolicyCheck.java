package io.plumbline.reconciler.policy;

import io.plumbline.reconciler.event.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what is misspelt in the policy. plumbline.yaml serves several services, so a key that
 * nobody reads would go unseen, and the company would run by another policy than it wrote.
 */
final class PolicyCheck {
  static final String PREFIX = "plumbline.reconciler.policy.";

  private static final Set<String> KEYS =
      Set.of(
          "window-floor",
          "window-ceiling",
          "window-factor",
          "window-samples",
          "window-pace",
          "silent-after",
          "tolerance",
          "rounding-units-per-line",
          "compared-fields",
          "fulfilment-told",
          "presence",
          "stuck-after.unfulfilled",
          "stuck-after.held",
          "stuck-after.partial",
          "stuck-after.at-dock",
          "stuck-after.shipped-not-billed",
          "payout-after",
          "authority.commercial",
          "authority.commercial-once-fulfilled",
          "authority.fulfilment",
          "authority.billing",
          "severity");
  private static final String FLOORS = "window-floors.";
  private static final String SEVERITIES = "severities.";
  private static final String SUPPORT = "support-cost-per-order.";

  static final Set<String> FIELDS =
      Set.of(
          "status",
          "currency",
          "total",
          "tax",
          "discount",
          "shipping",
          "sku",
          "quantity",
          "unitPrice",
          "fulfilment.status",
          "billing.status");

  private PolicyCheck() {}

  /** One sentence per mistake, each with the key and what to write instead. */
  static List<String> problems(
      Iterable<String> properties, Set<String> comparedFields, Set<String> kinds) {
    List<String> problems = new ArrayList<>();
    for (String property : properties) {
      if (property.startsWith(PREFIX) && !known(name(property))) {
        problems.add(instead(property, name(property), KEYS));
      }
      if (property.startsWith(variable("")) && !knownVariable(property)) {
        problems.add(instead(property, property, variables()));
      }
    }
    for (String field : new TreeSet<>(comparedFields)) {
      if (!FIELDS.contains(field)) {
        problems.add(instead(PREFIX + "compared-fields names " + field, field, FIELDS));
      }
    }
    Set<String> ids = new TreeSet<>(Arrays.stream(Kind.values()).map(Kind::id).toList());
    for (String kind : new TreeSet<>(kinds)) {
      if (!ids.contains(kind)) {
        problems.add(instead(PREFIX + SEVERITIES + kind, kind, ids));
      }
    }
    return problems;
  }

  /** What contradicts itself in the windows. */
  static List<String> problems(Duration floor, Duration ceiling) {
    return ceiling.compareTo(floor) >= 0
        ? List.of()
        : List.of(
            "%swindow-ceiling must not be below window-floor, found %s below %s"
                .formatted(PREFIX, ceiling, floor));
  }

  /** An order comes from the roles that sell; they cannot be owed it. */
  static List<String> problems(Set<Role> presence) {
    return presence.stream()
        .filter(role -> role == Role.STOREFRONT || role == Role.MARKETPLACE)
        .sorted()
        .map(role ->
            "%spresence names %s, where orders come from; write ERP, WMS, ACCOUNTING or CRM"
                .formatted(PREFIX, role))
        .toList();
  }

  /** A cost in a currency that no order has would never be seen. */
  static List<String> currencies(Set<String> named) {
    return new TreeSet<>(named)
        .stream()
            .filter(name ->
                Currency.getAvailableCurrencies().stream()
                    .noneMatch(known -> known.getCurrencyCode().equals(name)))
            .map(name ->
                "%s%s%s is no currency; write its code by ISO 4217, such as GBP"
                    .formatted(PREFIX, SUPPORT, name))
            .toList();
  }

  private static String name(String property) {
    String name = property.substring(PREFIX.length());
    int list = name.indexOf('[');
    return list < 0 || name.startsWith(FLOORS) ? name : name.substring(0, list);
  }

  private static boolean known(String name) {
    return KEYS.contains(name) || Stream.of(FLOORS, SEVERITIES, SUPPORT).anyMatch(name::startsWith);
  }

  /** The same key as the environment spells it. */
  private static String variable(String name) {
    return (PREFIX + name).replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static boolean knownVariable(String property) {
    return variables().contains(property)
        || Stream.of(FLOORS, SEVERITIES, SUPPORT)
            .map(PolicyCheck::variable)
            .anyMatch(property::startsWith);
  }

  private static Set<String> variables() {
    return new TreeSet<>(KEYS.stream().map(PolicyCheck::variable).toList());
  }

  private static String instead(String what, String found, Set<String> known) {
    String nearest =
        known.stream()
            .min(
                Comparator.comparingInt((String key) -> distance(key, found))
                    .thenComparing(Comparator.naturalOrder()))
            .orElseThrow();
    return distance(nearest, found) <= 3
        ? "%s is unknown; write %s, or remove it".formatted(what, nearest)
        : "%s is unknown; remove it, or write one of %s".formatted(what, new TreeSet<>(known));
  }

  /** How many letters have to change. */
  private static int distance(String a, String b) {
    String right = b.toLowerCase(Locale.ROOT);
    String left = a.toLowerCase(Locale.ROOT);
    int[] row = new int[right.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= left.length(); i++) {
      int corner = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = corner + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        corner = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[right.length()];
  }
}
