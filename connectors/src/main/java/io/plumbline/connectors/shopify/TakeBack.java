package io.plumbline.connectors.shopify;

import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import java.util.Optional;

/** Cancels the fulfilments of a shipment that left nothing after all. */
record TakeBack(ShippingDesk desk) {

  static final String NAME = "take back shipment";

  /** One that is gone by now is what was wanted. */
  Confirmed send(Step step) {
    var number = step.call().path("order").asText();
    var shipment = step.call().path("shipment").asText();
    desk.look(number).shipped().stream()
        .filter(made -> made.key().equals(shipment))
        .forEach(desk::cancel);
    // fulfillments/update and orders/updated follow.
    return new Confirmed(Optional.of(number), false);
  }
}
