package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.aggregate.Shipment;
import java.util.List;
import java.util.Optional;

/**
 * What the systems that did not ship an order are told of its shipments. Each shipment has one name
 * of ours for ever, built from the warehouse's own, so that telling it again makes no second one.
 */
record Parcels(Order order, Replica origin) {

  private static final List<String> TOLD =
      List.of("warehouse", "carrier", "method", "tracking", "shippedAt", "lines", "packages");

  /** The facet {@code fulfilment}; empty where nothing shipped yet, not even by mistake. */
  Optional<ObjectNode> told() {
    var fulfilment = JsonNodeFactory.instance.objectNode();
    tell(order.shipments(), "shipments", fulfilment);
    tell(order.voided(), "voided", fulfilment);
    return fulfilment.isEmpty() ? Optional.empty() : Optional.of(fulfilment);
  }

  private void tell(List<Shipment> shipments, String name, ObjectNode fulfilment) {
    for (var shipment : shipments) {
      var told = fulfilment.withObjectProperty(name).putObject(reference(shipment.name()));
      TOLD.stream()
          .filter(shipment.fields()::has)
          .forEach(field -> told.set(field, shipment.fields().get(field)));
    }
  }

  private String reference(String shipment) {
    return "%s:%s:ff:%s".formatted(origin.connection(), origin.externalId(), shipment);
  }
}
