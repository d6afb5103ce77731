package io.plumbline.sandbox.oracle;

import java.util.Arrays;
import java.util.List;

/** Every kind of drift the product names; the scoreboard says which are not covered yet. */
public enum Kind {
  MISSING("missing", true),
  DUPLICATE("duplicate", true),
  FIELD_MISMATCH("fieldMismatch", true),
  ROUNDING("rounding", true),
  CANCELLED_BUT_SHIPPED("cancelledButShipped", true),
  TOLD_SHIPPED("toldShipped", true),
  TRACKING_MISSING("trackingMissing", true),
  EDITED_AFTER_SYNC("editedAfterSync", true),
  PARTIAL_MISMATCH("partialMismatch", true),
  WRONG_CHANNEL("wrongChannel", true),
  STUCK("stuck", true),
  SILENT_SOURCE("silentSource", true),
  PAYOUT_MISMATCH("payoutMismatch", true),
  OVERSELL("oversell", false),
  PHANTOM_INVENTORY("phantomInventory", false),
  STOCK_OFFSET("stockOffset", false),
  STALE_CHANNEL("staleChannel", false),
  DISCONTINUED_ON_SALE("discontinuedOnSale", false),
  PRICE_MISMATCH("priceMismatch", false),
  CUSTOMER_ID_MISMATCH("customerIdMismatch", false),
  DUPLICATE_CUSTOMER("duplicateCustomer", false),
  ATTRIBUTE_MISMATCH("attributeMismatch", false),
  CONSENT_MISMATCH("consentMismatch", false),
  LIFETIME_VALUE_OVERSTATED("lifetimeValueOverstated", false),
  RETURN_BLACK_HOLE("returnBlackHole", false),
  REFUND_WITHOUT_RETURN("refundWithoutReturn", false),
  REFUNDED_TWICE("refundedTwice", false),
  REFUND_MISMATCH("refundMismatch", false),
  RESTOCK_MISSING("restockMissing", false);

  private final String id;
  private final boolean built;

  Kind(String id, boolean built) {
    this.id = id;
    this.built = built;
  }

  /** The name in findings and in the scoreboard. */
  public String id() {
    return id;
  }

  /** Whether a run has to plant it; the product may detect more than fits into a day. */
  public boolean built() {
    return built;
  }

  /** The kinds a run has to plant. */
  public static List<Kind> covered() {
    return Arrays.stream(values()).filter(Kind::built).toList();
  }
}
