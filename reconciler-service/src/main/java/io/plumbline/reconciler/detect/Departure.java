package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Goods that left one warehouse, by the warehouse's id of the shipment. */
record Departure(Said warehouse, String id, Shipment shipment) {

  /** Those that did not come back. */
  static Stream<Departure> from(Said warehouse) {
    return all(warehouse).filter(departure -> !departure.shipment().returned());
  }

  /** Those that came back among them: they left all the same, and count as shipped everywhere. */
  static Stream<Departure> all(Said warehouse) {
    return Dispatch.shipments(warehouse).entrySet().stream()
        .map(entry -> new Departure(warehouse, entry.getKey(), entry.getValue()));
  }

  /** When the goods left; where the warehouse does not say it, when it first showed them gone. */
  Instant at() {
    return Objects.requireNonNullElseGet(
        shipment.shippedAt(), () -> warehouse.occurred(Values.shipment(id)));
  }

  Set<String> numbers() {
    return shipment.numbers();
  }
}
