package io.plumbline.reconciler.parcel;

import io.plumbline.reconciler.event.Fulfilment;
import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.parcel.Claim.Side;
import io.plumbline.reconciler.view.Episode.Start;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.View;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What an order's records say of parcels, and what has changed about it. */
public final class Claims {
  private Claims() {}

  /** One thing said, whenever it was. */
  private record Saying(Side side, String connection, String number) {}

  /** Where and when it is said, and because of which observation. */
  public record Place(int home, long turn, Start by) {}

  /** What an observation made of an order adds to what it says of parcels, or takes from it. */
  public static List<Claim> changed(View before, View after, Place place) {
    Set<Saying> said = of(before);
    Set<Saying> says = of(after);
    List<Claim> changed = new ArrayList<>();
    for (Saying saying : without(says, said)) {
      changed.add(claim(saying, after.key(), place, false));
    }
    for (Saying saying : without(said, says)) {
      changed.add(claim(saying, after.key(), place, true));
    }
    return changed;
  }

  private static Claim claim(Saying saying, String key, Place place, boolean gone) {
    return new Claim(
        place.turn(),
        saying.side(),
        saying.number(),
        key,
        saying.connection(),
        place.home(),
        place.by(),
        gone);
  }

  private static Set<Saying> without(Set<Saying> all, Set<Saying> others) {
    Set<Saying> rest = new LinkedHashSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  /** What a warehouse ships for nobody's sale, as far as is known yet, claims no number. */
  private static Set<Saying> of(View view) {
    Set<Saying> all = new LinkedHashSet<>();
    boolean sale =
        !view.heard(Role.STOREFRONT).isEmpty() || !view.heard(Role.MARKETPLACE).isEmpty();
    for (Said said : view.says().values()) {
      side(said.role())
          .filter(side -> sale && !said.deleted())
          .ifPresent(side ->
              numbers(said)
                  .forEach(number -> all.add(new Saying(side, said.connection(), number))));
    }
    return all;
  }

  private static Optional<Side> side(Role role) {
    return switch (role) {
      case WMS -> Optional.of(Side.SHIPS);
      case STOREFRONT, MARKETPLACE -> Optional.of(Side.TELLS);
      case ERP, CRM, ACCOUNTING -> Optional.empty();
    };
  }

  /** A word without a digit, such as "none" or "pick-up", is no parcel's number. */
  private static Set<String> numbers(Said said) {
    Set<String> numbers = new HashSet<>();
    Fulfilment fulfilment = said.facets().fulfilment();
    if (fulfilment != null && fulfilment.shipments() != null) {
      fulfilment.shipments().values().stream().map(Shipment::numbers).forEach(numbers::addAll);
    }
    numbers.removeIf(number -> number.chars().noneMatch(Character::isDigit));
    return numbers;
  }
}
