package io.plumbline.sandbox.shopify;

/** How far a location is with what it is to ship. */
enum FulfilmentOrderStatus {
  OPEN,
  IN_PROGRESS,
  ON_HOLD,
  CLOSED;

  static FulfilmentOrderStatus of(FulfilmentOrder asked, ShopOrder order) {
    int remaining = order.dispatch().remaining(asked);
    if (order.cancelled() || remaining == 0) {
      return CLOSED;
    }
    if (asked.held()) {
      return ON_HOLD;
    }
    int total = asked.items().stream().mapToInt(FulfilmentOrder.Item::total).sum();
    return remaining < total ? IN_PROGRESS : OPEN;
  }

  boolean fulfillable() {
    return this == OPEN || this == IN_PROGRESS;
  }
}
