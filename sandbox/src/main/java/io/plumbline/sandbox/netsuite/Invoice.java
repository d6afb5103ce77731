package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.SalesOrder.Amounts;
import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a customer is asked to pay of a sales order. */
record Invoice(
    long id,
    @Nullable String externalId,
    String tranId,
    LocalDate tranDate,
    Stamps stamps,
    Amounts amounts,
    List<Item> items)
    implements Transaction {

  Invoice {
    items = List.copyOf(items);
  }

  /** How much of an order's line it bills. */
  record Item(int orderLine, String sku, BigDecimal quantity, BigDecimal rate, BigDecimal amount) {}

  @Override
  public Kind kind() {
    return Kind.INVOICE;
  }

  BigDecimal of(int line) {
    return of(items, line);
  }

  static BigDecimal of(List<Item> items, int line) {
    return items.stream()
        .filter(item -> item.orderLine() == line)
        .map(Item::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
