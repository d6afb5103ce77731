package io.plumbline.order.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.joda.money.BigMoney;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** One order in a list. Money is decimal text, with the currency's own number of decimals. */
@Schema(description = "One order in a list")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderSummary(
    String key,
    @Schema(
            enumeration = {
              "placed",
              "paid",
              "partlyFulfilled",
              "fulfilled",
              "billed",
              "closed",
              "cancelled"
            })
        String status,
    @Schema(description = "As the buyer knows it") @Nullable String number,
    @Schema(description = "Where it was placed, as the storefront names it, such as web or pos")
        @Nullable String channel,
    @Schema(description = "The connection that sold it") @Nullable String origin,
    @Schema(description = "Those with a living record of it") List<String> connections,
    @Schema(description = "ISO 4217, the shop's", examples = "GBP") @Nullable String currency,
    @Schema(description = "Decimal in `currency`, with its number of decimals", examples = "139.12")
        @Nullable String total,
    @Schema(description = "ISO 4217, what the buyer saw") @Nullable String presentmentCurrency,
    @Schema(description = "Decimal in `presentmentCurrency`") @Nullable String presentmentTotal,
    @Schema(description = "How far it has left") String fulfilment,
    @Schema(description = "How far it is paid; absent where nobody says") @Nullable String billing,
    @Nullable Instant placedAt,
    @Schema(description = "When what we know of it changed last") Instant updatedAt) {

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
