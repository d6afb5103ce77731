package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.shopify.ShippingDesk.Looked;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the fulfilment of a shipment. Shopify keeps no reference of ours and takes any number of
 * equal fulfilments, so the order is looked at first: what it shows under our tracking number by
 * now is not made again, whoever made it.
 */
record ShipGoods(ShippingDesk desk) {

  static final String NAME = "ship goods";

  Confirmed send(Step step) {
    var call = step.call();
    var number = call.path("order").asText();
    var looked = desk.look(number);
    var wanted = Units.of(call.path("lines"));
    var left = Units.less(wanted, sinceShown(looked, call));
    if (!left.isEmpty()) {
      refuseTwin(looked, call, wanted);
      refuseWhatIsNotThere(looked.toShip(), left, number);
      looked.toShip().take(left).forEach(taken -> desk.ship(taken, call.path("tracking")));
    }
    // orders/fulfilled or orders/partially_fulfilled follows.
    return new Confirmed(Optional.of(number), false);
  }

  /** What goes by our tracking numbers and was not there when this was planned. */
  private static Map<String, Integer> sinceShown(Looked looked, JsonNode call) {
    var numbers = texts(call.path("tracking").path("numbers"));
    var ours = new TreeMap<String, Integer>();
    looked.shipped().stream()
        .filter(made -> made.numbers().stream().anyMatch(numbers::contains))
        .forEach(made -> Units.addAll(ours, made.lines()));
    return Units.less(ours, Units.of(call.path("already")));
  }

  /** Somebody shipped just that a moment ago, under another number or none: plan again. */
  private void refuseTwin(Looked looked, JsonNode call, Map<String, Integer> wanted) {
    var accounted = texts(call.path("known"));
    accounted.addAll(texts(call.path("others")));
    if (looked.shipped().stream()
        .anyMatch(made -> made.lines().equals(wanted) && !accounted.contains(made.key()))) {
      throw new CallFailed(
          Kind.CONFLICT,
          "%s: order %s shows an equal shipment since it was read."
              .formatted(desk.connection(), call.path("order").asText()));
    }
  }

  private void refuseWhatIsNotThere(ToShip toShip, Map<String, Integer> left, String number) {
    List<String> missing = new ArrayList<>();
    left.forEach((line, count) -> {
      var remaining = toShip.remaining(line);
      if (count > remaining) {
        var waiting = toShip.waiting().getOrDefault(line, 0);
        var held = waiting > 0 ? ", %d more may not be shipped now".formatted(waiting) : "";
        missing.add(
            "line %s: %d shipped, %d left to ship%s".formatted(line, count, remaining, held));
      }
    });
    if (!missing.isEmpty()) {
      throw new CallFailed(
          Kind.REJECTED,
          "%s: order %s asks for less than the warehouse shipped: %s."
              .formatted(desk.connection(), number, String.join("; ", missing)));
    }
  }

  private static Set<String> texts(Iterable<JsonNode> array) {
    Collection<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return new HashSet<>(texts);
  }
}
