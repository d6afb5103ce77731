package io.plumbline.sandbox.shopify;

import java.util.EnumSet;
import java.util.List;

/** The webhook topics that the emulated storefront sends. */
enum Topic {
  CREATE("orders/create"),
  UPDATED("orders/updated"),
  PAID("orders/paid"),
  CANCELLED("orders/cancelled"),
  EDITED("orders/edited"),
  FULFILLED("orders/fulfilled"),
  PARTIALLY_FULFILLED("orders/partially_fulfilled"),
  DELETE("orders/delete"),
  FULFILLMENT_CREATE("fulfillments/create"),
  FULFILLMENT_UPDATE("fulfillments/update"),
  REFUND_CREATE("refunds/create"),
  DISPUTE_CREATE("disputes/create");

  private final String path;

  Topic(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  /** What a change of what was shipped brings besides. */
  static EnumSet<Topic> ofDispatch(ShopOrder before, ShopOrder after) {
    EnumSet<Topic> topics = EnumSet.noneOf(Topic.class);
    List<Fulfilment> touched = after.dispatch().changedSince(before.dispatch());
    for (Fulfilment fulfilment : touched) {
      boolean made = before.dispatch().fulfilment(fulfilment.id()).isEmpty();
      topics.add(made ? FULFILLMENT_CREATE : FULFILLMENT_UPDATE);
      if (made) {
        topics.add(after.fulfilled() ? FULFILLED : PARTIALLY_FULFILLED);
      }
    }
    return topics;
  }
}
