package io.plumbline.sandbox.orders;

import java.math.BigDecimal;
import java.time.LocalDateTime;

/** One row of an order file. */
public record FileLine(
    String invoice,
    String stockCode,
    String description,
    BigDecimal quantity,
    LocalDateTime date,
    BigDecimal unitPrice,
    String customer,
    String country) {

  BigDecimal amount() {
    return quantity.multiply(unitPrice);
  }

  boolean sells() {
    return quantity.signum() > 0 && unitPrice.signum() > 0;
  }
}
