package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.policy.State;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A parcel was told to have shipped when it was packed, as is usual, and no carrier takes it. What
 * is in it is at stake once, where the buyer was told.
 */
final class LeftAtDock implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    Duration patience = company.policy().stuckAfter().get(State.AT_DOCK);
    boolean calledOff =
        Storefronts.of(view).stream()
            .flatMap(seller -> view.standing(seller).stream())
            .anyMatch(Said::cancelled);
    if (patience == null || calledOff) {
      return Stream.empty();
    }
    List<Dispatch> others =
        Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE, Role.ERP)
            .filter(dispatch -> !dispatch.other().cancelled())
            .toList();
    return Dispatch.warehouses(view).stream()
        .flatMap(Departure::from)
        .filter(departure -> departure.shipment().packed())
        .flatMap(packed -> found(packed, others, patience));
  }

  private static Stream<Discrepancy> found(
      Departure packed, List<Dispatch> others, Duration patience) {
    List<Dispatch> telling = others.stream().filter(other -> tells(other, packed)).toList();
    // Who tells that all has shipped before it has puts the whole order at stake.
    boolean counted = others.stream().anyMatch(Dispatch::otherIsAhead);
    return telling.stream()
        .map(dispatch -> discrepancy(packed, dispatch, patience))
        .map(found ->
            counted || !found.wrong().equals(telling.getFirst().other().connection())
                ? found.free()
                : found);
  }

  private static Discrepancy discrepancy(Departure packed, Dispatch dispatch, Duration patience) {
    String warehouse = packed.warehouse().connection();
    String other = dispatch.other().connection();
    String field = Values.statusOfShipment(packed.id());
    return new Discrepancy(
            Kind.TOLD_SHIPPED,
            new Hop(warehouse, other),
            Set.of(warehouse, other),
            field,
            field,
            "packed",
            "shipped",
            "what is told to have shipped stands at the dock no longer than " + patience,
            dispatch.exposure(packed.shipment().lines()).orElse(null))
        .lasting(patience);
  }

  private static boolean tells(Dispatch dispatch, Departure packed) {
    boolean shows =
        dispatch
            .shown()
            .map(shown -> shown.stream().anyMatch(one -> same(one, packed.shipment())))
            .orElseGet(() -> countsAsGone(dispatch));
    return shows || bills(dispatch, packed);
  }

  /** By a number of it; a letter without one by what it holds. */
  private static boolean same(Shipment shown, Shipment packed) {
    return packed.numbers().isEmpty()
        ? shown.numbers().isEmpty() && shown.lines().equals(packed.lines())
        : !Collections.disjoint(shown.numbers(), packed.numbers());
  }

  /** Who holds no shipments and says that some left means others, as long as there are others. */
  private static boolean countsAsGone(Dispatch dispatch) {
    boolean nothingElse =
        dispatch.departures().stream().allMatch(departure -> departure.shipment().packed());
    return dispatch.other().fulfilled() || (nothingElse && Dispatch.partly(dispatch.other()));
  }

  /** More of what is in it than any other parcel had. */
  private static boolean bills(Dispatch dispatch, Departure packed) {
    Map<String, BigDecimal> gone =
        Dispatch.quantities(
            dispatch.warehouses().stream()
                .flatMap(Departure::all)
                .map(Departure::shipment)
                .filter(shipment -> !shipment.packed())
                .toList());
    Map<String, BigDecimal> credited = dispatch.credited();
    return dispatch
        .invoiced()
        .filter(invoiced ->
            packed.shipment().lines().keySet().stream()
                .anyMatch(line ->
                    of(invoiced, line).subtract(of(credited, line)).compareTo(of(gone, line)) > 0))
        .isPresent();
  }

  private static BigDecimal of(Map<String, BigDecimal> quantities, String line) {
    return quantities.getOrDefault(line, BigDecimal.ZERO);
  }
}
