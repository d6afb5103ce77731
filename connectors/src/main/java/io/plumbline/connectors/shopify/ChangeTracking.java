package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives the fulfilments that are known by one name another carrier or number. */
record ChangeTracking(ShippingDesk desk) {

  static final String NAME = "change tracking";

  Confirmed send(Step step) {
    var call = step.call();
    var number = call.path("order").asText();
    var tracking = call.path("tracking");
    var shipped = desk.look(number).shipped();
    var known = shipped.stream().filter(made -> made.key().equals(shipment(call))).toList();
    if (known.isEmpty() && shipped.stream().noneMatch(made -> numbers(tracking, made))) {
      throw new CallFailed(
          Kind.CONFLICT,
          "%s: order %s shows no shipment %s any more."
              .formatted(desk.connection(), number, shipment(call)));
    }
    known.forEach(made -> desk.track(made, tracking));
    // orders/updated follows.
    return new Confirmed(Optional.of(number), false);
  }

  private static String shipment(JsonNode call) {
    return call.path("shipment").asText();
  }

  private static boolean numbers(JsonNode tracking, ShopifyFulfilment made) {
    List<String> numbers = new ArrayList<>();
    tracking.path("numbers").forEach(each -> numbers.add(each.asText()));
    return !numbers.isEmpty() && made.numbers().containsAll(numbers);
  }
}
