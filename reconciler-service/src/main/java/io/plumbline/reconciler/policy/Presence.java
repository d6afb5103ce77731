package io.plumbline.reconciler.policy;

import io.plumbline.reconciler.event.Role;
import java.util.Map;
import java.util.Set;

/**
 * Where an order of a storefront must exist.
 *
 * @param roles in every connection of these roles; of the warehouses, in any one
 * @param elsewhere channels whose orders no warehouse of ours is asked to ship
 * @param warehouses who ships, by the storefront that sold it, where there are several
 */
public record Presence(Set<Role> roles, Set<String> elsewhere, Map<String, String> warehouses) {

  public Presence {
    roles = Set.copyOf(roles);
    elsewhere = Set.copyOf(elsewhere);
    warehouses = Map.copyOf(warehouses);
  }

  /** In these roles, whatever the channel. */
  public static Presence in(Role... roles) {
    return new Presence(Set.of(roles), Set.of(), Map.of());
  }
}
