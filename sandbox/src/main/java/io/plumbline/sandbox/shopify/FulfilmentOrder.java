package io.plumbline.sandbox.shopify;

import java.util.List;
import java.util.Optional;

/**
 * What one location is to ship of an order.
 *
 * @param location its name; the vendor lets no two locations share one
 * @param held whether somebody keeps it from being shipped
 */
record FulfilmentOrder(long id, String location, boolean held, List<Item> items) {

  FulfilmentOrder {
    items = List.copyOf(items);
  }

  /**
   * Units of one order line that are shipped from here.
   *
   * @param total with those that have been
   */
  record Item(long id, long line, int total) {
    Item with(int now) {
      return new Item(id, line, now);
    }
  }

  FulfilmentOrder with(List<Item> now) {
    return new FulfilmentOrder(id, location, held, now);
  }

  FulfilmentOrder held(boolean now) {
    return new FulfilmentOrder(id, location, now, items);
  }

  Optional<Item> item(long item) {
    return items.stream().filter(each -> each.id() == item).findFirst();
  }
}
