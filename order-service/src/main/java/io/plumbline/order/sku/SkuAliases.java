package io.plumbline.order.sku;

import io.plumbline.engine.sql.Sql;
import io.plumbline.order.aggregate.Commercial;
import io.plumbline.order.aggregate.Order;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What people said an item is called in the ERP. */
@Singleton
public class SkuAliases {

  private final Clock clock;

  public SkuAliases(Clock clock) {
    this.clock = clock;
  }

  /** One answer and who gave it. */
  @Schema(description = "What an item that the storefront sells is called in the ERP")
  public record SkuAlias(String sku, String alias, String changedBy, Instant changedAt) {}

  /** The aliases that concern these orders. Read each time: a cached one would undo an answer. */
  public Map<String, String> of(Connection tx, Collection<Order> orders) {
    var skus =
        orders.stream()
            .flatMap(order -> order.origin().map(Order::commercial).map(Commercial::lines).stream())
            .flatMap(lines -> lines.values().stream())
            .flatMap(line -> line.sku().stream())
            .distinct()
            .toArray(String[]::new);
    return skus.length == 0
        ? Map.of()
        : Sql.all(
                tx,
                row -> Map.entry(row.getString(1), row.getString(2)),
                "select sku, alias from sku_alias where sku = any (?)",
                (Object) skus)
            .stream()
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Keeps an answer. */
  public SkuAlias set(Connection tx, String sku, String alias, String by) {
    var answer = new SkuAlias(sku, alias, by, clock.instant());
    Sql.update(
        tx,
        """
        insert into sku_alias (sku, alias, changed_by, changed_at) values (?, ?, ?, ?)
        on conflict (sku) do update set alias = excluded.alias, changed_by = excluded.changed_by,
          changed_at = excluded.changed_at
        """,
        answer.sku(),
        answer.alias(),
        answer.changedBy(),
        answer.changedAt());
    return answer;
  }

  /** Takes an answer back; tells whether there was one. */
  public boolean remove(Connection tx, String sku) {
    return Sql.update(tx, "delete from sku_alias where sku = ?", sku) > 0;
  }

  public List<SkuAlias> all(Connection tx) {
    return Sql.all(
        tx,
        row ->
            new SkuAlias(
                row.getString("sku"),
                row.getString("alias"),
                row.getString("changed_by"),
                Sql.instant(row, "changed_at")),
        "select sku, alias, changed_by, changed_at from sku_alias order by sku");
  }
}
