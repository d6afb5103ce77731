package io.plumbline.order.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** One order in a list. Money is decimal text, with the currency's own number of decimals. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderSummary(
    String key,
    String status,
    @Nullable String number,
    @Nullable String channel,
    @Nullable String origin,
    List<String> connections,
    @Nullable String currency,
    @Nullable String total,
    @Nullable String presentmentCurrency,
    @Nullable String presentmentTotal,
    String fulfilment,
    @Nullable String billing,
    @Nullable Instant placedAt,
    Instant updatedAt) {

  static OrderSummary of(OrderRow row) {
    return new OrderSummary(
        row.key,
        row.status,
        row.number,
        row.channel,
        row.origin,
        row.connections,
        row.currency,
        money(row.currency, row.total),
        row.presentmentCurrency,
        money(row.presentmentCurrency, row.presentmentTotal),
        row.fulfilment,
        row.billing,
        row.placedAt,
        row.updatedAt);
  }

  private static @Nullable String money(@Nullable String currency, @Nullable BigDecimal amount) {
    if (currency == null || amount == null) {
      return null;
    }
    var money = BigMoney.of(CurrencyUnit.of(currency), amount.stripTrailingZeros());
    return money
        .withScale(Math.max(money.getScale(), money.getCurrencyUnit().getDecimalPlaces()))
        .getAmount()
        .toPlainString();
  }
}
