package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.Fulfilment.Part;
import io.plumbline.sandbox.shopify.Fulfilment.Tracking;
import io.plumbline.sandbox.shopify.FulfilmentOrder.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Ships units that fulfilment orders ask for, or refuses in the vendor's words. */
record Fulfilling(ShopOrder order, Ids ids, Instant now) {
  private static final List<String> FIELD = List.of("fulfillment");
  private static final String NO_SUCH_UNITS =
      "Invalid fulfillment order line item quantity requested.";

  /**
   * What is asked of one fulfilment order.
   *
   * @param quantities by item; empty asks for all that remains
   */
  record Asked(long fulfilmentOrder, Map<Long, Integer> quantities) {
    Asked {
      quantities = new LinkedHashMap<>(quantities);
    }
  }

  ShopOrder create(List<Asked> asked, Tracking tracking) {
    List<Part> parts = new ArrayList<>();
    String location = null;
    for (Asked each : asked) {
      FulfilmentOrder from = fulfillable(each.fulfilmentOrder());
      if (location != null && !location.equals(from.location())) {
        throw new Refused(FIELD, "All fulfillment orders must have the same assigned location.");
      }
      location = from.location();
      take(from, each, parts);
    }
    if (location == null || parts.isEmpty()) {
      throw new Refused(FIELD, "Fulfillment order has no remaining line items to fulfill.");
    }
    String name = order.name() + "." + (order.dispatch().fulfilments().size() + 1);
    return order.with(
        order
            .dispatch()
            .with(
                new Fulfilment(
                    ids.nextFulfilment(), name, location, false, now, now, tracking, parts)));
  }

  private FulfilmentOrder fulfillable(long id) {
    FulfilmentOrder from =
        order
            .dispatch()
            .order(id)
            .orElseThrow(
                () -> new Refused(FIELD, "All fulfillment orders must belong to the same order."));
    FulfilmentOrderStatus status = FulfilmentOrderStatus.of(from, order);
    if (!status.fulfillable()) {
      String word = status.name().toLowerCase(Locale.ROOT);
      throw new Refused(
          FIELD,
          "Fulfillment order %d has an unfulfillable status= %s.".formatted(from.id(), word));
    }
    return from;
  }

  private void take(FulfilmentOrder from, Asked asked, List<Part> parts) {
    if (asked.quantities().isEmpty()) {
      from.items().stream()
          .filter(item -> order.dispatch().remaining(item) > 0)
          .forEach(item -> parts.add(part(item, order.dispatch().remaining(item))));
      return;
    }
    asked
        .quantities()
        .forEach((id, quantity) -> {
          Item item =
              from.item(id)
                  .orElseThrow(
                      () -> new Refused(FIELD, "Fulfillment order line item does not exist."));
          if (quantity <= 0 || quantity > order.dispatch().remaining(item)) {
            throw new Refused(FIELD, NO_SUCH_UNITS);
          }
          parts.add(part(item, quantity));
        });
  }

  private Part part(Item item, int quantity) {
    return new Part(ids.nextFulfilment(), item.id(), item.line(), quantity);
  }
}
