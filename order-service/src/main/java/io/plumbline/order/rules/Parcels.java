package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import io.plumbline.order.aggregate.Order;
import io.plumbline.order.aggregate.Shipment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    return told(order.voided());
  }

  /** All that a channel is told of an order that it sold. */
  static Content alone(ObjectNode told) {
    return Content.of(Map.of("fulfilment", told), JsonNodeFactory.instance.objectNode());
  }

  /** The same for an ERP, which keeps what it has billed until that is gone. */
  Optional<ObjectNode> toldTo(String erp) {
    var invoices = order.invoices(erp);
    return told(
        order.voided().stream().filter(shipment -> !invoices.has(invoice(shipment))).toList());
  }

  /**
   * What never left and the buyer is asked to pay all the same in that ERP, with the invoice's
   * number there.
   */
  Map<Shipment, String> billed(String erp) {
    var invoices = order.invoices(erp);
    var billed = new LinkedHashMap<Shipment, String>();
    for (var shipment : order.voided()) {
      if (invoices.stands(invoice(shipment))) {
        billed.put(shipment, invoices.number(invoice(shipment)));
      }
    }
    return billed;
  }

  private String invoice(Shipment shipment) {
    return Reference.invoice(origin, shipment.name());
  }

  private Optional<ObjectNode> told(List<Shipment> voided) {
    var fulfilment = JsonNodeFactory.instance.objectNode();
    tell(order.shipments(), "shipments", fulfilment);
    tell(voided, "voided", fulfilment);
    return fulfilment.isEmpty() ? Optional.empty() : Optional.of(fulfilment);
  }

  private void tell(List<Shipment> shipments, String name, ObjectNode fulfilment) {
    for (var shipment : shipments) {
      var told =
          fulfilment
              .withObjectProperty(name)
              .putObject(Reference.shipment(origin, shipment.name()));
      TOLD.stream()
          .filter(shipment.fields()::has)
          .forEach(field -> told.set(field, shipment.fields().get(field)));
    }
  }
}
