package io.plumbline.order.sku;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Order;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Items that an ERP has accepted on a line, and therefore knows. */
@Singleton
public class KnownSkus {

  private record Item(String connection, String sku) {}

  /** Learns from what the ERPs say they hold. */
  public void learn(Connection tx, Collection<Entity> entities) {
    // Sorted, and only what is new: two batches that learn the same items do not wait for one
    // another in opposite orders.
    var items =
        entities.stream()
            .flatMap(entity -> entity.in(Role.ERP))
            .flatMap(KnownSkus::items)
            .distinct()
            .sorted(Comparator.comparing(Item::connection).thenComparing(Item::sku))
            .toList();
    if (!items.isEmpty()) {
      Sql.update(
          tx,
          """
          insert into known_sku (connection, sku)
          select connection, sku from unnest(?, ?) as item (connection, sku)
          where not exists (select 1 from known_sku k
                            where k.connection = item.connection and k.sku = item.sku)
          on conflict do nothing
          """,
          items.stream().map(Item::connection).toArray(String[]::new),
          items.stream().map(Item::sku).toArray(String[]::new));
    }
  }

  /** Whatever that ERP has accepted so far. */
  public List<String> in(Connection tx, String connection) {
    return Sql.all(
        tx,
        row -> row.getString(1),
        "select sku from known_sku where connection = ? order by sku",
        connection);
  }

  private static Stream<Item> items(Replica record) {
    return Order.commercial(record).lines().values().stream()
        .flatMap(line -> line.sku().stream())
        .map(sku -> new Item(record.connection(), sku));
  }
}
