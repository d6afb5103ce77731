package io.plumbline.sandbox.player;

/** What ordinary business happens to an order after it was placed. */
enum Life {
  /** Paid at once, then left alone. */
  PLAIN,
  /** The buyer changes a quantity. */
  EDITED,
  /** The buyer changes a quantity, and soon changes it back. */
  EDITED_BACK,
  CANCELLED,
  /** Bought on account, paid later. */
  PAID_LATER,
  /** The warehouse ships it, the books bill it. */
  FULFILLED,
  /** Sold at the till, whose own integration brings it to the ERP. */
  TILL
}
