package io.plumbline.order.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which warehouse ships the orders of which storefront.
 *
 * @param all the connections that ship
 * @param byStorefront who ships for whom, where there is more than one
 * @param holdUnpaid whether an order that is not paid waits at the warehouse
 */
public record Warehouses(List<String> all, Map<String, String> byStorefront, boolean holdUnpaid) {

  /** Nothing of ours reaches a warehouse. */
  public static final Warehouses NONE = new Warehouses(List.of(), Map.of(), true);

  public Warehouses {
    all = List.copyOf(all);
    byStorefront = Map.copyOf(byStorefront);
  }

  /**
   * These, if every order can be sent somewhere.
   *
   * @throws IllegalArgumentException naming the key and the remedy
   */
  public Warehouses checked(Set<String> storefronts) {
    var unknown = new TreeSet<>(byStorefront.values());
    all.forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "plumbline.order.delivery.warehouses: expected connections of the role WMS, found %s. Those are %s."
              .formatted(unknown, all));
    }
    var strangers = new TreeSet<>(byStorefront.keySet());
    strangers.removeAll(storefronts);
    if (!strangers.isEmpty()) {
      throw new IllegalArgumentException(
          "plumbline.order.delivery.warehouses.%s: expected a connection that sells, found none of that name. Those are %s."
              .formatted(strangers.first(), new TreeSet<>(storefronts)));
    }
    var unserved = new TreeSet<>(storefronts);
    unserved.removeAll(byStorefront.keySet());
    if (all.size() > 1 && !unserved.isEmpty()) {
      throw new IllegalArgumentException(
          "plumbline.order.delivery.warehouses: expected one of %s for each storefront, found none for %s. Add %s: <warehouse>."
              .formatted(all, unserved, unserved.first()));
    }
    return this;
  }

  /** Who ships what that storefront sold; empty where no warehouse is connected. */
  public Optional<String> of(String storefront) {
    return Optional.ofNullable(byStorefront.get(storefront)).or(() -> all.stream().findFirst());
  }
}
