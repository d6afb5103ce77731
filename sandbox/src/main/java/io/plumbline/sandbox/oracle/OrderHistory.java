package io.plumbline.sandbox.oracle;

import java.util.List;

/**
 * One order as both systems remember it: the storefront's record, every ERP record that refers to
 * it, and what was asked of the ERP about it.
 */
public record OrderHistory(
    String storefrontName,
    String erpName,
    String storefrontId,
    String number,
    String channel,
    List<Saying> storefront,
    List<Saying> erp,
    List<Write> writes) {

  public OrderHistory {
    storefront = List.copyOf(storefront);
    erp = List.copyOf(erp);
    writes = List.copyOf(writes);
  }
}
