package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.ChangedPages;
import io.plumbline.connectors.record.ChangedPages.VendorPage;
import io.plumbline.connectors.record.ChangedRecord;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Finds which orders changed behind a cursor of time and id. */
final class ShopifyChanges {

  private final ShopifyGraph graph;
  private final int pageSize;

  ShopifyChanges(ShopifyGraph graph, Settings settings) {
    this.graph = graph;
    this.pageSize = settings.number("changes-page-size", 100, 1, 250);
  }

  ChangedPages since(Cursor cursor) {
    var query = "updated_at:>='%s'".formatted(cursor.modifiedAt());
    return ChangedPages.since(cursor, after -> page(query, after));
  }

  private VendorPage page(String query, Optional<String> after) {
    var variables = Json.object().put("first", pageSize).put("query", query);
    after.ifPresent(page -> variables.put("after", page));
    var orders = graph.ask(ShopifyDocuments.CHANGED, variables).path("orders");
    var found = new ArrayList<ChangedRecord>();
    orders.path("nodes").forEach(node -> found.add(changed(node)));
    return new VendorPage(found, ShopifyGraph.next(orders));
  }

  /** That an order changed, out of any shape that tells its id and time. */
  static ChangedRecord changed(JsonNode node) {
    try {
      var updatedAt = OffsetDateTime.parse(node.path("updatedAt").asText("")).toInstant();
      return new ChangedRecord(ShopifyIds.number(node.path("id")).orElseThrow(), updatedAt);
    } catch (DateTimeException | NoSuchElementException e) {
      throw new CallFailed(
          Kind.CONFIGURATION, "Shopify gave an order without id and updatedAt.", null, e);
    }
  }
}
