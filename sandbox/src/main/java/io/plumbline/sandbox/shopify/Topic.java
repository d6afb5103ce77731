package io.plumbline.sandbox.shopify;

/** The webhook topics that the emulated storefront sends. */
enum Topic {
  CREATE,
  UPDATED,
  PAID,
  CANCELLED,
  EDITED,
  FULFILLED,
  DELETE;

  String path() {
    return "orders/" + name().toLowerCase(java.util.Locale.ROOT);
  }
}
