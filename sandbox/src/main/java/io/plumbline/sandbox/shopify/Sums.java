package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.ShopOrder.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The sums of an order as the storefront reckons them, for the quantities as ordered or as they are
 * after edits: discount spread over the lines, tax per line on what is left.
 */
record Sums(
    BigDecimal goods,
    BigDecimal discount,
    BigDecimal shipping,
    BigDecimal shippingTax,
    BigDecimal tax,
    BigDecimal total,
    Map<Long, BigDecimal> lineDiscounts,
    Map<Long, BigDecimal> lineTaxes) {

  static Sums placed(ShopOrder order) {
    return of(order, Line::quantity);
  }

  static Sums current(ShopOrder order) {
    return of(order, Line::current);
  }

  /** Goods after discount. */
  BigDecimal subtotal() {
    return goods.subtract(discount);
  }

  private static Sums of(ShopOrder order, ToIntFunction<Line> quantity) {
    Map<Long, BigDecimal> amounts = new LinkedHashMap<>();
    order.lines().forEach(line -> amounts.put(line.id(), amount(line, quantity)));
    BigDecimal goods = sum(amounts);
    BigDecimal discount = order.discount().min(goods);
    Map<Long, BigDecimal> discounts = spread(discount, goods, amounts);
    Map<Long, BigDecimal> taxes = new LinkedHashMap<>();
    amounts.forEach(
        (id, amount) -> taxes.put(id, tax(order.money(), amount.subtract(discounts.get(id)))));
    BigDecimal shippingTax = tax(order.money(), order.shipping());
    BigDecimal tax = sum(taxes).add(shippingTax);
    BigDecimal net = goods.subtract(discount).add(order.shipping());
    BigDecimal total = order.money().taxesIncluded() ? net : net.add(tax);
    return new Sums(goods, discount, order.shipping(), shippingTax, tax, total, discounts, taxes);
  }

  private static BigDecimal amount(Line line, ToIntFunction<Line> quantity) {
    return cents(line.unitPrice().multiply(BigDecimal.valueOf(quantity.applyAsInt(line))));
  }

  /** In proportion to the amounts; what rounding leaves goes to the last line that can bear it. */
  private static Map<Long, BigDecimal> spread(
      BigDecimal discount, BigDecimal goods, Map<Long, BigDecimal> amounts) {
    Map<Long, BigDecimal> shares = new LinkedHashMap<>();
    BigDecimal left = discount;
    BigDecimal base = goods;
    List<Map.Entry<Long, BigDecimal>> entries = new ArrayList<>(amounts.entrySet());
    for (Map.Entry<Long, BigDecimal> entry : entries) {
      BigDecimal share =
          base.signum() == 0
              ? BigDecimal.ZERO.setScale(2)
              : left.multiply(entry.getValue()).divide(base, 2, RoundingMode.HALF_UP);
      shares.put(entry.getKey(), share);
      left = left.subtract(share);
      base = base.subtract(entry.getValue());
    }
    return shares;
  }

  private static BigDecimal tax(ShopOrder.Money money, BigDecimal amount) {
    BigDecimal taxed = amount.multiply(money.taxRate());
    return money.taxesIncluded()
        ? taxed.divide(BigDecimal.ONE.add(money.taxRate()), 2, RoundingMode.HALF_UP)
        : cents(taxed);
  }

  private static BigDecimal sum(Map<Long, BigDecimal> amounts) {
    return amounts.values().stream().reduce(BigDecimal.ZERO.setScale(2), BigDecimal::add);
  }

  private static BigDecimal cents(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP);
  }
}
