package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.event.Role;
import io.plumbline.reconciler.policy.Kind;
import io.plumbline.reconciler.view.Discrepancy;
import io.plumbline.reconciler.view.Values;
import io.plumbline.reconciler.view.View;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A parcel left, and the channel that sold it cannot tell the buyer its number. */
final class TrackingMissing implements Detector {

  @Override
  public Stream<Discrepancy> detect(View view, Company company) {
    return Dispatch.of(view, Role.STOREFRONT, Role.MARKETPLACE)
        .filter(dispatch -> !dispatch.other().cancelled())
        .flatMap(dispatch ->
            dispatch.gone().entrySet().stream()
                .flatMap(shipment -> found(dispatch, shipment.getKey(), shipment.getValue())));
  }

  private static Stream<Discrepancy> found(Dispatch dispatch, String id, Shipment shipment) {
    Set<String> numbers = new TreeSet<>(Dispatch.tracking(shipment));
    dispatch.told().values().forEach(told -> numbers.removeAll(Dispatch.tracking(told)));
    return numbers.stream()
        .findFirst()
        .map(number -> discrepancy(dispatch, id, number, instead(dispatch, shipment)))
        .stream();
  }

  /** What the channel tells of the same goods, if it tells of them at all. */
  private static String instead(Dispatch dispatch, Shipment shipment) {
    Set<String> known = new TreeSet<>();
    dispatch.gone().values().forEach(gone -> known.addAll(Dispatch.tracking(gone)));
    return dispatch.told().entrySet().stream()
        .map(Map.Entry::getValue)
        .filter(told -> told.lines().equals(shipment.lines()))
        .map(told -> Optional.ofNullable(told.tracking()).orElse("none"))
        .filter(number -> !known.contains(number))
        .findFirst()
        .orElse("absent");
  }

  private static Discrepancy discrepancy(
      Dispatch dispatch, String id, String expected, String actual) {
    String field = Values.FULFILMENT + ".shipments[" + id + "].tracking";
    return new Discrepancy(
        Kind.TRACKING_MISSING,
        dispatch.hop(),
        dispatch.both(),
        field,
        field,
        expected,
        actual,
        "the channel that sold an order tells the number of every parcel of it",
        null); // what silence costs in support and trust has no figure of its own yet
  }
}
