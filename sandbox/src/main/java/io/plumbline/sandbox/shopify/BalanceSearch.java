package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.Statement.Row;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The search syntax of {@code balanceTransactions(query:)}, as far as the vendor documents it. */
final class BalanceSearch {
  private BalanceSearch() {}

  static Predicate<Row> of(@Nullable String query) {
    Predicate<Row> all = _ -> true;
    Matcher term = OrderSearch.TERM.matcher(query == null ? "" : query);
    while (term.find()) {
      Predicate<Row> each =
          term(term.group(2), OrderSearch.comparator(term), OrderSearch.value(term));
      all = all.and(term.group(1).isEmpty() ? each : each.negate());
    }
    return all;
  }

  private static Predicate<Row> term(String field, String comparator, String value) {
    return switch (field) {
      case "processed_at" ->
          row ->
              OrderSearch.holds(
                  row.entry().processed().compareTo(OrderSearch.instant(value)), comparator);
      case "id" ->
          row ->
              OrderSearch.holds(Long.compare(row.entry().id(), Long.parseLong(value)), comparator);
      case "payments_transfer_id" ->
          row ->
              row.entry().payout() != null
                  && String.valueOf(row.entry().payout().id()).equals(value);
      case "payout_status" ->
          row -> row.entry().payoutStatus().equals(value.toUpperCase(Locale.ROOT));
      case "currency" -> row -> row.currency().equals(value);
      case "transaction_type" ->
          row -> row.entry().type().transaction().equals(value.toUpperCase(Locale.ROOT));
      // As with orders: what it does not know the vendor ignores.
      default -> _ -> true;
    };
  }
}
