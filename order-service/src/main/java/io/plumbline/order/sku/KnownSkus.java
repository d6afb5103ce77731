package io.plumbline.order.sku;

import io.plumbline.engine.connection.Role;
import io.plumbline.engine.flow.Entity;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Commercial.Line;
import io.plumbline.order.aggregate.Order;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;

/** Items that an ERP has accepted on a line, and therefore knows. */
@Singleton
public class KnownSkus {

  /** Learns from what the ERPs say they hold. */
  public void learn(Connection tx, Entity entity) {
    entity.in(Role.ERP).forEach(record -> learn(tx, record));
  }

  /** Whatever that ERP has accepted so far. */
  public List<String> in(Connection tx, String connection) {
    return Sql.all(
        tx,
        row -> row.getString(1),
        "select sku from known_sku where connection = ? order by sku",
        connection);
  }

  private static void learn(Connection tx, Replica record) {
    // Sorted, and only what is new: two batches that learn the same items do not wait for one
    // another in opposite orders.
    Sql.update(
        tx,
        """
        insert into known_sku (connection, sku)
        select ?, sku from unnest(?) as sku
        where not exists (select 1 from known_sku k where k.connection = ? and k.sku = sku.sku)
        on conflict do nothing
        """,
        record.connection(),
        Order.commercial(record).lines().values().stream()
            .map(Line::sku)
            .flatMap(Optional::stream)
            .distinct()
            .sorted()
            .toArray(String[]::new),
        record.connection());
  }
}
