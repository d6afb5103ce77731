package io.plumbline.order.listing;

import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Commercial;
import io.plumbline.order.aggregate.Order;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.joda.money.BigMoney;
import org.jspecify.annotations.Nullable;

/** The table of orders: written with the observation that changed them, read by the API. */
@Singleton
public class Orders implements PanacheRepositoryBase<OrderRow, String> {

  private final Clock clock;

  Orders(Clock clock) {
    this.clock = clock;
  }

  /** Keeps the order as it stands now, in the caller's transaction. */
  public void store(Connection tx, Order order, List<Exceptional> exceptions) {
    var now = clock.instant();
    var commercial = order.commercial();
    var total = commercial.flatMap(Commercial::total);
    var seen = order.origin().map(Order::commercial).flatMap(Commercial::presentmentTotal);
    Sql.update(
        tx,
        """
        insert into orders (key, status, number, channel, origin, connections, currency, total,
                            presentment_currency, presentment_total, fulfilment, billing, placed_at,
                            updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (key) do update set
          status = excluded.status, number = excluded.number, channel = excluded.channel,
          origin = excluded.origin, connections = excluded.connections,
          currency = excluded.currency, total = excluded.total,
          presentment_currency = excluded.presentment_currency,
          presentment_total = excluded.presentment_total, fulfilment = excluded.fulfilment,
          billing = excluded.billing, placed_at = excluded.placed_at,
          updated_at = excluded.updated_at
        """,
        order.key(),
        order.state().name(),
        text(commercial.flatMap(Commercial::number)),
        text(order.origin().map(Order::commercial).flatMap(Commercial::channel)),
        text(order.origin().map(origin -> origin.connection())),
        order.connections().toArray(String[]::new),
        text(total.map(money -> money.getCurrencyUnit().getCode())),
        amount(total),
        text(seen.map(money -> money.getCurrencyUnit().getCode())),
        amount(seen),
        order.fulfilment().word(),
        text(order.billing()),
        placedAt(order),
        now);
    store(tx, order.key(), exceptions, now);
  }

  /** The order turned out to be another one, which holds its records now. */
  public void remove(Connection tx, String key) {
    Sql.update(tx, "delete from orders where key = ?", key);
  }

  /** A page of orders, the last changed first. */
  public List<OrderRow> page(OrderFilter filter, int limit) {
    return find(filter.query(), Sort.descending("updatedAt", "key"), filter.parameters())
        .page(0, limit)
        .list();
  }

  private static void store(Connection tx, String key, List<Exceptional> exceptions, Instant now) {
    Sql.update(
        tx,
        "delete from order_exception where key = ? and code || explanation <> all (?)",
        key,
        exceptions.stream()
            .map(exception -> exception.code() + exception.explanation())
            .toArray(String[]::new));
    exceptions.forEach(exception ->
        Sql.update(
            tx,
            "insert into order_exception (key, code, explanation, since) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            key,
            exception.code(),
            exception.explanation(),
            now));
  }

  private static @Nullable Instant placedAt(Order order) {
    return order.commercial().flatMap(Commercial::placedAt).orElse(null);
  }

  private static @Nullable String text(Optional<String> text) {
    return text.orElse(null);
  }

  private static @Nullable BigDecimal amount(Optional<BigMoney> money) {
    return money.map(BigMoney::getAmount).orElse(null);
  }
}
