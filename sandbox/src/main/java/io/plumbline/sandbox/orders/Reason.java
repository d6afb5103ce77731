package io.plumbline.sandbox.orders;

/** Why an invoice, or a line of a played invoice, is counted instead of played. */
public enum Reason {
  /** A `C` invoice: a cancellation or return of an earlier one; played once returns exist. */
  CANCELLATION("cancellation"),
  /** An `A` invoice, or the codes `ADJUST…` and `B`: bookkeeping, nothing was sold. */
  ADJUSTMENT("adjustment"),
  /** Bank, marketplace and commission charges. */
  FEE("fee"),
  /** Code `M`: typed in by hand, no product behind it. */
  MANUAL("manual"),
  /** Code `S`: samples. */
  SAMPLE("sample"),
  /** Code `PADS`: priced below the smallest coin. */
  PADS("pads"),
  /** A quantity or price that is not positive: damaged, found or lost stock. */
  WRITE_OFF("writeOff"),
  /** Nothing but shipping or discount on the invoice, or a discount above the goods. */
  NO_GOODS("noGoods");

  private final String id;

  Reason(String id) {
    this.id = id;
  }

  /** The name used in the scoreboard. */
  public String id() {
    return id;
  }
}
