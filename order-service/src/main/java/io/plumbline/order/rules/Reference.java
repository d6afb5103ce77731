package io.plumbline.order.rules;

import io.plumbline.engine.flow.Replica;

/**
 * What we call something that is made from an order, in whatever system: for ever, and known before
 * it is made.
 */
final class Reference {

  private Reference() {}

  static String shipment(Replica origin, String name) {
    return of(origin, "ff", name);
  }

  /** An invoice goes by the name of its shipment. */
  static String invoice(Replica origin, String shipment) {
    return of(origin, "inv", shipment);
  }

  static String deposit(Replica origin) {
    return of(origin, "dep", "1");
  }

  private static String of(Replica origin, String kind, String id) {
    return "%s:%s:%s:%s".formatted(origin.connection(), origin.externalId(), kind, id);
  }
}
