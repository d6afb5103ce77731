package io.plumbline.sandbox.orders;

import static java.math.BigDecimal.ZERO;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A playable invoice: what the storefront sold, when, and what was set aside on it. */
public record Invoice(
    String number,
    Instant placedAt,
    String customer,
    String country,
    List<Item> items,
    BigDecimal shipping,
    BigDecimal discount,
    Map<Reason, Integer> setAside) {

  public Invoice {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("invoice " + number + " sells nothing");
    }
    items = List.copyOf(items);
    setAside = Map.copyOf(setAside);
  }

  /** One product on an invoice; a product may stand on several. */
  public record Item(String sku, String title, BigDecimal quantity, BigDecimal unitPrice) {
    /** Quantity times price, to the cent. */
    public BigDecimal amount() {
      return quantity.multiply(unitPrice).setScale(2, RoundingMode.HALF_UP);
    }
  }

  /** The sum of the items before discount and shipping. */
  public BigDecimal goods() {
    return items.stream().map(Item::amount).reduce(ZERO, BigDecimal::add);
  }
}
