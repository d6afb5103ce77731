package io.plumbline.sandbox.shiphero;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order with where its goods are.
 *
 * @param calledOff pieces that were ordered and shall not be shipped any more
 */
record Line(
    long id,
    String sku,
    @Nullable String partnerId,
    int quantity,
    String price,
    int allocated,
    int backordered,
    int shipped,
    int calledOff) {
  Line {
    if (quantity < shipped || quantity < 0) {
      throw new Refused(
          "Line item %s has %d shipped, so it cannot be %d".formatted(sku, shipped, quantity));
    }
    if (calledOff < 0 || calledOff > quantity - shipped) {
      throw new Refused("Line item %s has %d to ship at most".formatted(sku, quantity - shipped));
    }
  }

  static Line ordered(long id, String sku, @Nullable String partnerId, int quantity, String price) {
    return new Line(id, sku, partnerId, quantity, price, 0, 0, 0, 0);
  }

  int pending() {
    return quantity - shipped - calledOff;
  }

  /** Another quantity or price; what is pending follows unless it is told as well. */
  Line edited(int wanted, String cost, Optional<Integer> pending) {
    int left = Math.max(0, wanted - shipped);
    int off = pending.map(told -> left - told).orElse(Math.min(calledOff, left));
    return within(new Line(id, sku, partnerId, wanted, cost, 0, 0, shipped, off));
  }

  /** The picker did not find so many, and nobody waits for them. */
  Line shortBy(int missing) {
    int off = calledOff + Math.clamp(missing, 0, pending());
    return within(new Line(id, sku, partnerId, quantity, price, 0, 0, shipped, off));
  }

  Line reserved(int now, int missing) {
    return new Line(id, sku, partnerId, quantity, price, now, missing, shipped, calledOff);
  }

  Line shipped(int more) {
    if (more <= 0 || more > pending()) {
      throw new Refused("Line item %s has %d to ship, not %d".formatted(sku, pending(), more));
    }
    Line after = new Line(id, sku, partnerId, quantity, price, 0, 0, shipped + more, calledOff);
    int kept = Math.clamp(allocated - more, 0, after.pending());
    return after.reserved(kept, Math.clamp(after.pending() - kept, 0, backordered));
  }

  /** Packed again: the label was voided. */
  Line takenBack(int units) {
    return new Line(
        id, sku, partnerId, quantity, price, allocated, backordered, shipped - units, calledOff);
  }

  /** No more is reserved or awaited than is still to be shipped. */
  private Line within(Line after) {
    int kept = Math.clamp(allocated, 0, after.pending());
    return after.reserved(kept, Math.clamp(after.pending() - kept, 0, backordered));
  }
}
