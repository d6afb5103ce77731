package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.order.aggregate.Order;
import java.util.List;
import java.util.Optional;

/**
 * What the systems that did not ship an order are told of its shipments. Each shipment has one name
 * of ours for ever, built from the warehouse's own, so that telling it again makes no second one.
 */
record Parcels(Order order, Replica origin) {

  private static final List<String> TOLD =
      List.of("warehouse", "carrier", "method", "tracking", "shippedAt", "lines", "packages");

  /** The facet {@code fulfilment}; empty where nothing shipped yet. */
  Optional<ObjectNode> told() {
    var shipments = JsonNodeFactory.instance.objectNode();
    for (var shipment : order.shipments()) {
      var told = shipments.putObject(reference(shipment.name()));
      TOLD.stream()
          .filter(shipment.fields()::has)
          .forEach(field -> told.set(field, shipment.fields().get(field)));
    }
    if (shipments.isEmpty()) {
      return Optional.empty();
    }
    var fulfilment = JsonNodeFactory.instance.objectNode();
    fulfilment.set("shipments", shipments);
    return Optional.of(fulfilment);
  }

  private String reference(String shipment) {
    return "%s:%s:ff:%s".formatted(origin.connection(), origin.externalId(), shipment);
  }
}
