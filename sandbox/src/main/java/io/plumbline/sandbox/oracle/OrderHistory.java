package io.plumbline.sandbox.oracle;

import java.util.stream.Stream;

/**
 * One order as all systems remember it: the storefront's record, and every record of the ERP and of
 * the warehouse that refers to it.
 *
 * @param warehouse without a name where nobody of ours ships
 */
public record OrderHistory(
    String storefrontId, String number, String channel, Side shop, Side erp, Side warehouse) {

  /** The name of ours under which the other systems carry it. */
  public String sale() {
    return shop.connection() + ":" + storefrontId;
  }

  Stream<Side> sides() {
    return Stream.of(shop, erp, warehouse);
  }

  Side side(String connection) {
    return sides().filter(side -> side.connection().equals(connection)).findFirst().orElseThrow();
  }

  /** The system that said it. */
  Side sideOf(Saying saying) {
    return sides().filter(side -> side.sayings().contains(saying)).findFirst().orElseThrow();
  }
}
