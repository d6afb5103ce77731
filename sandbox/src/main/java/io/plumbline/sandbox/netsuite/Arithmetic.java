package io.plumbline.sandbox.netsuite;

import io.plumbline.sandbox.netsuite.SalesOrder.Amounts;
import io.plumbline.sandbox.netsuite.SalesOrder.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What the ERP reckons by itself: the subtotal of its lines and the total. */
final class Arithmetic {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private Arithmetic() {}

  static Amounts header(
      List<Line> lines,
      BigDecimal discount,
      BigDecimal shipping,
      BigDecimal tax,
      boolean taxIncluded) {
    BigDecimal subtotal = subtotal(lines);
    BigDecimal net = subtotal.add(discount).add(shipping);
    return new Amounts(subtotal, discount, shipping, tax, taxIncluded ? net : net.add(tax));
  }

  /**
   * Tax once more at the rate that the header implies, rounded on each line: off by some cents,
   * never by nothing.
   */
  static SalesOrder roundedPerLine(SalesOrder order) {
    Amounts amounts = order.amounts();
    BigDecimal base = amounts.subtotal().add(amounts.shipping());
    BigDecimal rounded =
        base.signum() == 0 ? BigDecimal.ZERO.setScale(2) : perLine(order, base, amounts.tax());
    // An account that rounds up shows a cent even where the halves cancel out.
    BigDecimal tax = rounded.compareTo(amounts.tax()) == 0 ? rounded.add(CENT) : rounded;
    BigDecimal total =
        order.taxIncluded()
            ? amounts.total().add(tax).subtract(amounts.tax())
            : amounts.subtotal().add(amounts.discount()).add(amounts.shipping()).add(tax);
    return order.with(
        new Amounts(amounts.subtotal(), amounts.discount(), amounts.shipping(), tax, total));
  }

  private static BigDecimal perLine(SalesOrder order, BigDecimal base, BigDecimal tax) {
    return order.lines().stream()
        .map(line -> share(line.amount(), base, tax))
        .reduce(share(order.amounts().shipping(), base, tax), BigDecimal::add);
  }

  private static BigDecimal share(BigDecimal amount, BigDecimal base, BigDecimal tax) {
    return amount.multiply(tax).divide(base, 2, RoundingMode.HALF_UP);
  }

  static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }

  private static BigDecimal subtotal(List<Line> lines) {
    return lines.stream().map(Line::amount).reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }
}
