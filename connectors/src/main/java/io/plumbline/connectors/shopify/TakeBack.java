package io.plumbline.connectors.shopify;

import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
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
    var made =
        desk.look(number).shipped().stream().filter(each -> each.key().equals(shipment)).toList();
    if (step.call().path("doubtful").asBoolean() && !made.isEmpty()) {
      throw new CallFailed(
          Kind.REJECTED,
          "%s: expected shipment %s, which the warehouse voided, under its number in order %s, found the same goods as %s. Cancel that fulfilment in the shop if it is the one, then retry."
              .formatted(desk.connection(), step.reference(), number, shipment));
    }
    made.forEach(desk::cancel);
    // fulfillments/update and orders/updated follow.
    return new Confirmed(Optional.of(number), false);
  }
}
