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
  STAFF_QUANTITY(Kind.FIELD_MISMATCH),
  STAFF_PRICE(Kind.FIELD_MISMATCH),
  STAFF_SHIPPING(Kind.FIELD_MISMATCH),
  STAFF_STATUS(Kind.FIELD_MISMATCH),
  /** The ERP has shipped; an edit in the storefront comes too late. */
  EDITED_AFTER_FULFILMENT(Kind.FIELD_MISMATCH),
  ROUNDED_IN_ERP(Kind.ROUNDING);

  private final Kind kind;

  Drift(Kind kind) {
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }
}
