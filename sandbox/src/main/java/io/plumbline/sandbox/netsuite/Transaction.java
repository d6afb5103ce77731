package io.plumbline.sandbox.netsuite;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the ERP books; all kinds take their ids from one sequence. */
sealed interface Transaction
    permits SalesOrder, ItemFulfillment, Invoice, CustomerDeposit, CreditMemo {

  long id();

  @Nullable String externalId();

  String tranId();

  LocalDate tranDate();

  SalesOrder.Stamps stamps();

  Kind kind();

  /** How the two APIs name a kind of transaction. */
  enum Kind {
    SALES_ORDER("salesOrder", "SalesOrd"),
    ITEM_FULFILLMENT("itemFulfillment", "ItemShip"),
    INVOICE("invoice", "CustInvc"),
    CUSTOMER_DEPOSIT("customerDeposit", "CustDep"),
    CREDIT_MEMO("creditMemo", "CustCred");

    private final String record;
    private final String type;

    Kind(String record, String type) {
      this.record = record;
      this.type = type;
    }

    /** In the record API. */
    String record() {
      return record;
    }

    /** In the query language. */
    String type() {
      return type;
    }

    static Stream<Kind> ofRecord(String record) {
      return List.of(values()).stream().filter(kind -> kind.record.equals(record));
    }
  }
}
