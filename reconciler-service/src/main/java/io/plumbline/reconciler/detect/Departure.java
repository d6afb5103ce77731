package io.plumbline.reconciler.detect;

import io.plumbline.reconciler.event.Fulfilment.Shipment;
import io.plumbline.reconciler.view.Said;
import io.plumbline.reconciler.view.Values;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** Goods that left one warehouse and did not come back, by the warehouse's id of the shipment. */
record Departure(Said warehouse, String id, Shipment shipment) {

  static Stream<Departure> from(Said warehouse) {
    return Dispatch.shipments(warehouse).entrySet().stream()
        .filter(entry -> !entry.getValue().returned())
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
