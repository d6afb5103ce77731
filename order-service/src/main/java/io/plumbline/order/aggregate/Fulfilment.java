package io.plumbline.order.aggregate;

/** How much of an order has left the warehouse, in the order in which it happens. */
public enum Fulfilment {
  UNFULFILLED("unfulfilled"),
  PARTIAL("partial"),
  FULFILLED("fulfilled");

  private final String word;

  Fulfilment(String word) {
    this.word = word;
  }

  /** As the facet says it. */
  public String word() {
    return word;
  }

  static Fulfilment of(String word) {
    for (var fulfilment : values()) {
      if (fulfilment.word.equals(word)) {
        return fulfilment;
      }
    }
    throw new IllegalArgumentException(
        "expected fulfilment.status to be unfulfilled, partial or fulfilled, found " + word);
  }

  /** Parcels do not come back on their own: of two reports the further one is the newer one. */
  Fulfilment orFurther(Fulfilment other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
