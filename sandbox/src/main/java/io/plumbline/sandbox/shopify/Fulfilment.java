package io.plumbline.sandbox.shopify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goods that left a location. */
record Fulfilment(
    long id,
    String name,
    String location,
    boolean cancelled,
    Instant created,
    Instant updated,
    Tracking tracking,
    List<Part> parts) {

  Fulfilment {
    parts = List.copyOf(parts);
  }

  /** How the buyer can follow it; there may be several parcels, and there may be none. */
  record Tracking(@Nullable String company, List<String> numbers, List<String> urls) {
    static final Tracking NONE = new Tracking(null, List.of(), List.of());

    Tracking {
      numbers = List.copyOf(numbers);
      urls = List.copyOf(urls);
    }
  }

  /**
   * Units of one line.
   *
   * @param item of the fulfilment order that asked for them
   */
  record Part(long id, long item, long line, int quantity) {}

  Fulfilment tracked(Tracking now, Instant at) {
    return new Fulfilment(id, name, location, cancelled, created, at, now, parts);
  }

  Fulfilment cancelledAt(Instant at) {
    return new Fulfilment(id, name, location, true, created, at, tracking, parts);
  }
}
