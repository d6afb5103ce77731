package io.plumbline.order.listing;

import io.plumbline.engine.flow.Exceptional;
import io.plumbline.engine.flow.Flow.Decided;
import io.plumbline.engine.sql.Rows;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.joda.money.BigMoney;
import org.jspecify.annotations.Nullable;

/** The table of orders: written with the observation that changed them, read by the API. */
@Singleton
public class Orders implements PanacheRepositoryBase<OrderRow, String> {

  private static final Rows ORDERS =
      new Rows(
          """
          insert into orders (key, status, number, channel, origin, connections, currency, total,
                              presentment_currency, presentment_total, fulfilment, billing,
                              placed_at, updated_at)
          values
          """,
          "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
          """
          on conflict (key) do update set
            status = excluded.status, number = excluded.number, channel = excluded.channel,
            origin = excluded.origin, connections = excluded.connections,
            currency = excluded.currency, total = excluded.total,
            presentment_currency = excluded.presentment_currency,
            presentment_total = excluded.presentment_total, fulfilment = excluded.fulfilment,
            billing = excluded.billing, placed_at = excluded.placed_at,
            updated_at = excluded.updated_at
          """);

  private static final Rows EXCEPTIONS =
      new Rows(
          "insert into order_exception (key, code, explanation, since) values",
          "(?, ?, ?, ?)",
          "on conflict do nothing");

  private final Clock clock;

  public Orders(Clock clock) {
    this.clock = clock;
  }

  /** Keeps the orders as they stand now, in the caller's transaction. */
  public void store(Connection tx, List<Decided> decided) {
    var now = clock.instant();
    ORDERS.insert(tx, decided, one -> row(Order.of(one.entity()), now));
    exceptions(tx, decided, now);
  }

  private static @Nullable Object[] row(Order order, Instant now) {
    var commercial = order.commercial();
    var total = commercial.flatMap(Commercial::total);
    var seen = order.origin().map(Order::commercial).flatMap(Commercial::presentmentTotal);
    return new @Nullable Object[] {
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
      now
    };
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

  /** An exception of one order, as it is kept. */
  private record Kept(String key, Exceptional exception) {}

  private static void exceptions(Connection tx, List<Decided> decided, Instant now) {
    Set<Kept> held = new LinkedHashSet<>();
    decided.forEach(one ->
        one.decision()
            .exceptions()
            .forEach(exception -> held.add(new Kept(one.entity().key(), exception))));
    var known =
        Sql.all(
            tx,
            row -> new Kept(row.getString(1), new Exceptional(row.getString(2), row.getString(3))),
            "select key, code, explanation from order_exception where key = any (?)",
            (Object) decided.stream().map(one -> one.entity().key()).toArray(String[]::new));
    known.stream()
        .filter(kept -> !held.contains(kept))
        .forEach(over ->
            Sql.update(
                tx,
                "delete from order_exception where key = ? and code = ? and explanation = ?",
                over.key(),
                over.exception().code(),
                over.exception().explanation()));
    held.removeAll(Set.copyOf(known));
    EXCEPTIONS.insert(
        tx,
        held,
        kept ->
            new Object[] {
              kept.key(), kept.exception().code(), kept.exception().explanation(), now
            });
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
