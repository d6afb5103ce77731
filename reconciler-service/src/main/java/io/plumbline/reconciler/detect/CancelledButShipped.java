package io.plumbline.reconciler.detect;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goods left for an order that was called off. Who was first is right, shipment by shipment: a
 * warehouse that shipped after the cancellation is wrong, or a shop that cancelled what had already
 * gone. What the records say of the times counts, not when it was heard.
 */
final class CancelledButShipped implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE)
        .filter(dispatch -> dispatch.other().cancelled())
        .flatMap(CancelledButShipped::found);
  }

  private static Stream<Discrepancy> found(Dispatch dispatch) {
    Said shop = dispatch.other();
    return dispatch.departures().stream()
        .collect(groupingBy(left -> verdict(left, shop), LinkedHashMap::new, toList()))
        .entrySet()
        .stream()
        .map(entry -> discrepancy(dispatch, entry.getKey(), entry.getValue()));
  }

  /** From the one who was first to the one who was second. */
  private static Hop verdict(Departure departure, Said shop) {
    String warehouse = departure.warehouse().connection();
    return cancelled(shop).isAfter(departure.at())
        ? new Hop(warehouse, shop.connection())
        : new Hop(shop.connection(), warehouse);
  }

  private static Instant cancelled(Said shop) {
    return shop.commercial()
        .map(order ->
            Objects.requireNonNullElseGet(order.cancelledAt(), () -> shop.occurred("status")))
        .orElseThrow();
  }

  private static Discrepancy discrepancy(Dispatch dispatch, Hop hop, List<Departure> departures) {
    boolean tooLate = hop.to().equals(dispatch.other().connection());
    var goods = Dispatch.quantities(departures.stream().map(Departure::shipment).toList());
    return new Discrepancy(
        Kind.CANCELLED_BUT_SHIPPED,
        hop,
        Set.of(hop.from(), hop.to()),
        Values.status(Values.FULFILMENT),
        Values.status(Values.FULFILMENT),
        tooLate ? "shipped" : "cancelled",
        tooLate ? "cancelled" : "shipped",
        tooLate
            ? "an order that has left the warehouse comes back as a return, not as a cancellation"
            : "a warehouse ships nothing of an order that was called off",
        dispatch.exposure(goods).orElse(null));
  }
}
