package io.plumbline.sandbox.shopify;

import graphql.schema.DataFetchingEnvironment;
import io.plumbline.sandbox.shopify.BalanceEntry.Payout;
import io.plumbline.sandbox.shopify.Statement.Gathered;
import io.plumbline.sandbox.shopify.Statement.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the Admin API tells of the shop's Shopify Payments account. */
record PaymentQueries(Storefront storefront, Shop shop) {

  /** A shop that takes no money through Shopify Payments has no account. */
  @Nullable Object account(DataFetchingEnvironment call) {
    return shop.tariff().isEmpty()
        ? null
        : Map.of("id", Gid.of("ShopifyPaymentsAccount", 1), "activated", true, "country", "GB");
  }

  Object balanceTransactions(DataFetchingEnvironment call) {
    boolean hidden = Boolean.TRUE.equals(call.getArgument("hideTransfers"));
    String query = call.getArgument("query");
    return storefront.account(statement ->
        Connection.page(
            hidden ? statement.rows() : withTransfers(statement),
            BalanceSearch.of(query),
            PaymentQueries::entry,
            call));
  }

  Object payouts(DataFetchingEnvironment call) {
    return storefront.account(
        statement -> Connection.page(statement.payouts(), _ -> true, PaymentQueries::payout, call));
  }

  private static NavigableMap<Place, Row> withTransfers(Statement statement) {
    NavigableMap<Place, Row> all = new TreeMap<>(statement.rows());
    statement.payouts().forEach((place, made) -> all.put(place, transfer(made)));
    return all;
  }

  private static Row transfer(Gathered made) {
    BigDecimal amount = made.net().negate();
    Payout payout = made.payout();
    return new Row(
        null,
        made.currency(),
        new BalanceEntry(
            payout.id(),
            BalanceEntry.Type.TRANSFER,
            null,
            amount,
            BigDecimal.ZERO,
            amount,
            payout.issued(),
            payout,
            false));
  }

  private static Map<String, @Nullable Object> entry(Row row) {
    BalanceEntry entry = row.entry();
    Payout payout = entry.payout();
    ShopOrder order = row.order();
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "ShopifyPaymentsBalanceTransaction");
    map.put("id", Gid.of("ShopifyPaymentsBalanceTransaction", entry.id()));
    map.put("type", entry.type().transaction());
    map.put("sourceType", entry.type().name());
    map.put("sourceId", text(entry.payment()));
    map.put("sourceOrderTransactionId", text(entry.payment()));
    map.put("test", order != null && order.test());
    map.put("amount", GraphqlOrder.money(entry.amount(), row.currency()));
    map.put("fee", GraphqlOrder.money(entry.fee(), row.currency()));
    map.put("net", GraphqlOrder.money(entry.net(), row.currency()));
    map.put("transactionDate", entry.processed().toString());
    map.put("adjustmentReason", null);
    map.put("adjustmentsOrders", List.of());
    map.put(
        "associatedOrder",
        order == null ? null : Map.of("id", Gid.order(order.id()), "name", order.name()));
    Map<String, @Nullable Object> in = new HashMap<>();
    in.put("id", payout == null ? null : Gid.of("ShopifyPaymentsPayout", payout.id()));
    in.put("status", entry.payoutStatus());
    map.put("associatedPayout", in);
    return map;
  }

  private static Map<String, @Nullable Object> payout(Gathered made) {
    Payout payout = made.payout();
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("__typename", "ShopifyPaymentsPayout");
    map.put("id", Gid.of("ShopifyPaymentsPayout", payout.id()));
    map.put("legacyResourceId", String.valueOf(payout.id()));
    map.put("issuedAt", payout.issued().toString());
    map.put("status", payout.status().name());
    map.put("net", GraphqlOrder.money(made.net(), made.currency()));
    map.put("transactionType", made.net().signum() < 0 ? "WITHDRAWAL" : "DEPOSIT");
    return map;
  }

  /** The payouts as whoever plays the provider sees them. */
  static List<Map<String, Object>> list(Statement statement) {
    List<Map<String, Object>> list = new ArrayList<>();
    statement
        .payouts()
        .values()
        .forEach(made ->
            list.add(
                Map.of(
                    "id", String.valueOf(made.payout().id()),
                    "status", made.payout().status().name(),
                    "entries", made.entries().size(),
                    "net", made.net().toPlainString())));
    return list;
  }

  private static @Nullable String text(@Nullable Long id) {
    return id == null ? null : String.valueOf(id);
  }
}
