package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Policy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The policy and the connections that orders of a storefront must reach, whether they are known by
 * configuration or have been heard of.
 */
public record Company(Policy policy, Map<String, Role> obliged) {

  public Company {
    obliged = new TreeMap<>(obliged);
  }

  /** Those of which each must hold every order. */
  List<String> books() {
    return named(role -> role != Role.WMS);
  }

  /** Those of which one must hold an order that is still to be shipped. */
  List<String> warehouses() {
    return named(role -> role == Role.WMS);
  }

  private List<String> named(Predicate<Role> wanted) {
    return obliged.entrySet().stream()
        .filter(entry -> wanted.test(entry.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }
}
