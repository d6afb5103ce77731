package io.plumbline.sandbox.player;

import io.plumbline.sandbox.oracle.Kind;

/** The ways in which a run makes the systems disagree for good; at least one of each is planted. */
enum Drift {
  DELETED_IN_ERP(Kind.MISSING),
  /** The ERP goes on with an order that its shop no longer has. */
  DELETED_IN_STOREFRONT(Kind.MISSING),
  /** The till's integration is broken and never brings the order to the ERP. */
  NEVER_PUSHED(Kind.MISSING),
  DOUBLED_IN_ERP(Kind.DUPLICATE),
  DOUBLED_IN_WAREHOUSE(Kind.DUPLICATE),
  STAFF_QUANTITY(Kind.FIELD_MISMATCH),
  STAFF_PRICE(Kind.FIELD_MISMATCH),
  STAFF_SHIPPING(Kind.FIELD_MISMATCH),
  STAFF_STATUS(Kind.FIELD_MISMATCH),
  /** The ERP has shipped; an edit in the storefront comes too late. */
  EDITED_AFTER_FULFILMENT(Kind.FIELD_MISMATCH),
  ROUNDED_IN_ERP(Kind.ROUNDING),
  /** It lies in a tote when the buyer changes it, so the warehouse refuses. */
  EDITED_WHILE_PICKED(Kind.EDITED_AFTER_SYNC),
  /** It lies in a tote when the buyer cancels it, and is sent all the same. */
  CANCELLED_WHILE_PICKED(Kind.CANCELLED_BUT_SHIPPED),
  /** Somebody in the shop tells the buyer of a parcel that nobody has packed. */
  TOLD_BY_HAND(Kind.TOLD_SHIPPED),
  /** Somebody in the ERP ships on paper. */
  SHIPPED_ON_PAPER(Kind.TOLD_SHIPPED),
  /** It is packed, everybody is told, and no carrier takes it along. */
  LEFT_AT_DOCK(Kind.TOLD_SHIPPED),
  /** Somebody in the shop writes another number over the parcel's. */
  MISTYPED_TRACKING(Kind.TRACKING_MISSING),
  /** Somebody in the shop tells the buyer of a parcel that another shop sold. */
  ANOTHERS_PARCEL(Kind.WRONG_CHANNEL),
  /** The ERP bills what has not left. */
  BILLED_EARLY(Kind.PARTIAL_MISMATCH),
  /** A part has shipped, and somebody in the shop tells the buyer of another line besides. */
  TOLD_BESIDES(Kind.PARTIAL_MISMATCH),
  /** A part has shipped, and everybody forgets the rest. */
  FORGOTTEN_REST(Kind.STUCK),
  /** The payment provider settles less than the buyer paid. */
  SHORT_SETTLED(Kind.PAYOUT_MISMATCH),
  /** It keeps more than the fee that it told. */
  OVERCHARGED(Kind.PAYOUT_MISMATCH),
  /** Its account moves by less than the payment less its fee. */
  SHORT_MOVED(Kind.PAYOUT_MISMATCH),
  /** The buyer's bank takes the money back. */
  CHARGED_BACK(Kind.PAYOUT_MISMATCH);

  private final Kind kind;

  Drift(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
