package io.plumbline.sandbox.shopify;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** The webhook topics that the emulated storefront sends. */
enum Topic {
  CREATE,
  UPDATED,
  PAID,
  CANCELLED,
  EDITED,
  FULFILLED,
  PARTIALLY_FULFILLED,
  DELETE,
  FULFILLMENT_CREATE,
  FULFILLMENT_UPDATE;

  private static final String CHILD = "FULFILLMENT_";

  String path() {
    String object = concernsFulfilment() ? "fulfillments/" : "orders/";
    String event = concernsFulfilment() ? name().substring(CHILD.length()) : name();
    return object + event.toLowerCase(Locale.ROOT);
  }

  boolean concernsFulfilment() {
    return name().startsWith(CHILD);
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
