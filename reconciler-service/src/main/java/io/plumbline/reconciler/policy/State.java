package io.plumbline.reconciler.policy;

/** The states in which an order may get stuck; the ids are those of the settings and findings. */
public enum State {
  /** A warehouse may ship it, and has shipped nothing. */
  UNFULFILLED("unfulfilled", "shipped"),
  /** A warehouse must not ship it. */
  HELD("held", "released"),
  /** A warehouse has shipped some of it. */
  PARTIAL("partial", "fulfilled"),
  /** A parcel is packed and told to have shipped, and no carrier has it. */
  AT_DOCK("at-dock", "shipped"),
  /** Something left, and the books hold no invoice. */
  SHIPPED_NOT_BILLED("shipped-not-billed", "billed"),
  /**
   * A payment was taken, and its provider has not paid it out; {@code payout-after} says how long.
   */
  NOT_PAID_OUT("not-paid-out", "paid");

  private final String id;
  private final String next;

  State(String id, String next) {
    this.id = id;
    this.next = next;
  }

  public String id() {
    return id;
  }

  /** What comes after it. */
  public String next() {
    return next;
  }
}
