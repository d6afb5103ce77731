package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.SalesOrder.Stamps;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Money received for a sales order before it is billed. */
record CustomerDeposit(
    long id,
    @Nullable String externalId,
    String tranId,
    LocalDate tranDate,
    Stamps stamps,
    long customer,
    BigDecimal payment)
    implements Transaction {

  @Override
  public Kind kind() {
    return Kind.CUSTOMER_DEPOSIT;
  }

  CustomerDeposit changed(Instant at, BigDecimal amount) {
    return new CustomerDeposit(
        id, externalId, tranId, tranDate, new Stamps(stamps.created(), at), customer, amount);
  }
}
