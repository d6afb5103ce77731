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
  /** Bought on account, held by the warehouse until it is paid, and then shipped. */
  PAID_LATER,
  /** The warehouse ships it in one parcel. */
  FULFILLED,
  /** Two warehouses ship a part of it each. */
  SPLIT,
  /** What is there ships, the rest waits for goods. */
  BACKORDERED,
  /** The carrier takes the parcel over under another number. */
  REROUTED,
  /** The label is void and printed anew before the carrier comes. */
  RELABELLED,
  /** The parcel comes back to the sender. */
  RETURNED,
  /** What was packed ships, and the warehouse gives up the rest. */
  SHORT,
  /** A person keeps it back through the order service, and later lets it go. */
  HELD_BY_HAND,
  /** Sold at the till, whose own integration brings it to the ERP. */
  TILL
}
