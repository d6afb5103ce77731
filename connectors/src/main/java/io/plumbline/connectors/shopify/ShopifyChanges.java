package io.plumbline.connectors.shopify;

import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.Cursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds which orders changed behind a cursor of time and id.
 *
 * <p>Shopify pages by a cursor of its own, which the engine does not keep, stamps whole seconds and
 * promises no order within one. So whole seconds are read, however many pages one takes, and put in
 * order here; a second whose end was not seen is left to the next page.
 */
final class ShopifyChanges {

  private final ShopifyGraph graph;
  private final int pageSize;

  ShopifyChanges(ShopifyGraph graph, Settings settings) {
    this.graph = graph;
    this.pageSize = settings.number("changes-page-size", 100, 1, 250);
  }

  Changes since(Cursor cursor) {
    var query = "updated_at:>='%s'".formatted(cursor.modifiedAt());
    var found = new ArrayList<ChangedOrder>();
    Optional<String> after = Optional.empty();
    do {
      var variables = Json.object().put("first", pageSize).put("query", query);
      after.ifPresent(page -> variables.put("after", page));
      var orders = graph.ask(ShopifyDocuments.CHANGED, variables).path("orders");
      orders.path("nodes").forEach(node -> found.add(ChangedOrder.of(node)));
      found.removeIf(order -> !order.isBehind(cursor));
      after = ShopifyGraph.next(orders);
    } while (after.isPresent() && wholeSeconds(found).isEmpty());
    found.sort(ChangedOrder.OLDEST_FIRST);
    return new Changes(after.isPresent() ? wholeSeconds(found) : found, after.isPresent());
  }

  /** All but the newest second, which may go on. */
  private static List<ChangedOrder> wholeSeconds(List<ChangedOrder> orders) {
    var newest = orders.stream().map(ChangedOrder::updatedAt).max(Comparator.naturalOrder());
    return orders.stream()
        .filter(order -> !order.updatedAt().equals(newest.orElseThrow()))
        .toList();
  }

  /** Oldest first. */
  record Changes(List<ChangedOrder> orders, boolean more) {

    Changes {
      orders = List.copyOf(orders);
    }

    Optional<Cursor> reached() {
      return orders.isEmpty() ? Optional.empty() : Optional.of(orders.getLast().cursor());
    }
  }
}
