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
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
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
    return ChangedPages.since(cursor, after -> page(query, cursor.modifiedAt(), after));
  }

  private VendorPage page(String query, Instant from, Optional<String> after) {
    var variables = Json.object().put("first", pageSize).put("query", query);
    after.ifPresent(page -> variables.put("after", page));
    var orders = graph.ask(ShopifyDocuments.CHANGED, variables).path("orders");
    return new VendorPage(named(orders.path("nodes"), from), ShopifyGraph.next(orders));
  }

  /** The orders of a listing; one without a time goes with the one before it. */
  static List<ChangedRecord> named(JsonNode nodes, Instant from) {
    var found = new ArrayList<ChangedRecord>();
    var time = from;
    for (var node : nodes) {
      time = updatedAt(node).orElse(time);
      found.add(new ChangedRecord(number(node), time));
    }
    return found;
  }

  /** That an order changed, out of any shape that tells its id and time. */
  static ChangedRecord changed(JsonNode node) {
    var number = number(node);
    var updatedAt =
        updatedAt(node)
            .orElseThrow(() ->
                new CallFailed(
                    Kind.REJECTED,
                    "Shopify: expected updatedAt with offset in order %s, found none; give the app access to it."
                        .formatted(number)));
    return new ChangedRecord(number, updatedAt);
  }

  private static Optional<Instant> updatedAt(JsonNode node) {
    try {
      return Optional.of(OffsetDateTime.parse(node.path("updatedAt").asText("")).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  static String number(JsonNode order) {
    return ShopifyIds.number(order.path("id"))
        .orElseThrow(() -> new CallFailed(Kind.CONFIGURATION, "Shopify gave an order without id."));
  }
}
