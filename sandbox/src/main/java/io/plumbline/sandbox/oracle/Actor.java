package io.plumbline.sandbox.oracle;

import java.util.Locale;

/** Who changed a record, as the system's own history says. */
public enum Actor {
  /** An integration through the vendor's API: ours, in the sandbox. */
  API,
  /** A person at the system's own screen. */
  STAFF,
  /** Another app of the merchant. */
  APP,
  /** A customer at checkout or in the order status page. */
  BUYER,
  /** The system itself: a fulfilment, a payment, a nightly job. */
  SYSTEM;

  static Actor of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "api" -> API;
      case "staff" -> STAFF;
      case "app" -> APP;
      case "buyer", "customer" -> BUYER;
      default -> SYSTEM;
    };
  }
}
