package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Hop;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A parcel left, and the channel that sold it cannot tell the buyer its number. A channel that
 * holds no shipments has no place for one.
 */
final class TrackingMissing implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE)
        .filter(dispatch -> !dispatch.other().cancelled())
        .flatMap(dispatch ->
            found(dispatch).map(found -> Stakes.support(found, dispatch.other(), company)));
  }

  static Stream<Discrepancy> found(Dispatch dispatch) {
    return dispatch.shown().stream()
        .flatMap(
            shown -> dispatch.departures().stream().flatMap(left -> found(dispatch, left, shown)));
  }

  private static Stream<Discrepancy> found(
      Dispatch dispatch, Departure departure, Collection<Shipment> shown) {
    Set<String> numbers = departure.numbers();
    shown.forEach(shipment -> numbers.removeAll(shipment.numbers()));
    return numbers.stream()
        .limit(1)
        .map(number ->
            discrepancy(dispatch, departure, number, instead(dispatch, departure, shown)));
  }

  /** What the channel tells of the same goods, if it tells of them at all. */
  private static String instead(
      Dispatch dispatch, Departure departure, Collection<Shipment> shown) {
    Set<String> known = new TreeSet<>();
    dispatch.departures().forEach(left -> known.addAll(left.numbers()));
    return shown.stream()
        .filter(shipment -> shipment.lines().equals(departure.shipment().lines()))
        .map(shipment -> Optional.ofNullable(shipment.tracking()).orElse("none"))
        .filter(number -> !known.contains(number))
        .findFirst()
        .orElse("absent");
  }

  private static Discrepancy discrepancy(
      Dispatch dispatch, Departure departure, String expected, String actual) {
    String warehouse = departure.warehouse().connection();
    String channel = dispatch.other().connection();
    String field = Values.shipment(departure.id()) + ".tracking";
    return new Discrepancy(
        Kind.TRACKING_MISSING,
        new Hop(warehouse, channel),
        Set.of(warehouse, channel),
        field,
        field,
        expected,
        actual,
        "the channel that sold an order tells the number of every parcel of it",
        null); // policy knows what a buyer who asks costs
  }
}
