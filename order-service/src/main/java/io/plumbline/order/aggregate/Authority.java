package io.plumbline.order.aggregate;

import io.plumbline.engine.connection.Role;

/** Whose word counts, per facet and state of the order. */
public final class Authority {

  private Authority() {}

  public static Role over(Facet facet, Order order) {
    return switch (facet) {
      // The buyer may change the order until the goods are gone; after that the books are closed.
      case COMMERCIAL -> order.fulfilment() == Fulfilment.FULFILLED ? Role.ERP : Role.STOREFRONT;
      // Who packs knows; without a warehouse of its own the company's books say what left.
      case FULFILMENT -> order.isIn(Role.WMS) ? Role.WMS : Role.ERP;
      case BILLING -> order.billed() ? Role.ERP : Role.STOREFRONT;
    };
  }
}
