package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a customer need not pay of an invoice after all.
 *
 * @param invoice its internal id: what a credit was made from is no sales order
 */
record CreditMemo(
    long id,
    @Nullable String externalId,
    String tranId,
    LocalDate tranDate,
    Stamps stamps,
    long invoice,
    SalesOrder.Amounts amounts,
    List<Invoice.Item> items)
    implements Transaction {

  CreditMemo {
    items = List.copyOf(items);
  }

  @Override
  public Kind kind() {
    return Kind.CREDIT_MEMO;
  }

  BigDecimal of(int line) {
    return Invoice.of(items, line);
  }
}
