package io.plumbline.connectors.netsuite;

import java.util.Arrays;
import java.util.Optional;

/** What is made from a sales order, or from an invoice of it. */
enum ChildKind {
  SHIPMENT("ff", "itemFulfillment", "ItemShip"),
  INVOICE("inv", "invoice", "CustInvc"),
  DEPOSIT("dep", "customerDeposit", "CustDep"),
  CREDIT("cm", "creditMemo", "CustCred");

  private final String word;
  private final String record;
  private final String type;

  ChildKind(String word, String record, String type) {
    this.word = word;
    this.record = record;
    this.type = type;
  }

  /** Whether it is made from the order itself. */
  boolean ofOrder() {
    return this != CREDIT;
  }

  /** In our references. */
  String word() {
    return word;
  }

  /** In the record API. */
  String record() {
    return record;
  }

  /** In SuiteQL. */
  String type() {
    return type;
  }

  /** By the word in our references. */
  static Optional<ChildKind> named(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }

  static Optional<ChildKind> ofType(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }
}
