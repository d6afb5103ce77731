package io.plumbline.sandbox.shopify;

import io.plumbline.sandbox.shopify.BalanceEntry.Payout;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every entry of the shop's account, by time; what was booked stays, also of a deleted order. */
final class Statement {
  private final NavigableMap<Place, Row> rows = new TreeMap<>();

  /**
   * One entry as the account shows it.
   *
   * @param order null for a transfer to the bank
   */
  record Row(@Nullable ShopOrder order, String currency, BalanceEntry entry) {}

  /** What one payout gathered. */
  record Gathered(Payout payout, String currency, List<BalanceEntry> entries) {
    BigDecimal net() {
      return entries.stream().map(BalanceEntry::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  void put(ShopOrder order) {
    String currency = order.money().currency();
    order
        .balance()
        .forEach(entry ->
            rows.put(
                new Place(entry.processed().toEpochMilli(), entry.id()),
                new Row(order, currency, entry)));
  }

  NavigableMap<Place, Row> rows() {
    return Collections.unmodifiableNavigableMap(rows);
  }

  /** Payouts by time, each with what it gathered. */
  NavigableMap<Place, Gathered> payouts() {
    Map<Long, List<Row>> byPayout =
        rows.values().stream()
            .filter(row -> row.entry().payout() != null)
            .collect(Collectors.groupingBy(row -> payout(row).id()));
    NavigableMap<Place, Gathered> payouts = new TreeMap<>();
    byPayout.forEach((id, gathered) -> {
      Payout payout = payout(gathered.getFirst());
      payouts.put(
          new Place(payout.issued().toEpochMilli(), id),
          new Gathered(
              payout, gathered.getFirst().currency(), gathered.stream().map(Row::entry).toList()));
    });
    return payouts;
  }

  /** The orders that have such entries, each once. */
  List<Long> orders(Predicate<ShopOrder> wanted) {
    return rows.values().stream()
        .map(Row::order)
        .filter(Objects::nonNull)
        .filter(wanted)
        .map(ShopOrder::id)
        .distinct()
        .toList();
  }

  private static Payout payout(Row row) {
    return Objects.requireNonNull(row.entry().payout());
  }
}
