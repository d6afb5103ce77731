package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads orders: what changed, the full listing, one. */
final class ShopifyOrders {

  /** (modification time, id), the order the engine's cursor is in. */
  private static final Comparator<RawRecord> OLDEST_FIRST =
      Comparator.comparing(RawRecord::sourceTime)
          .thenComparing(RawRecord::externalId, ShopifyOrders::compareNumbers);

  private final ShopifyGraph graph;
  private final int pageSize;
  private final int linesWithOrder;
  private final int linesAlone;

  ShopifyOrders(ShopifyGraph graph, Settings settings) {
    this.graph = graph;
    this.pageSize = settings.number("page-size", 10, 1, 250);
    this.linesWithOrder = settings.number("line-page-size", 20, 1, 250);
    this.linesAlone = settings.number("line-page-size-alone", 100, 1, 250);
  }

  /**
   * Shopify pages by its own cursor, which the engine does not keep, and does not promise an order
   * within one second. So whole seconds are read, however many pages one takes, and put in order
   * here; a second whose end was not seen is left to the next page.
   */
  Page changedSince(Cursor cursor) {
    var query = "updated_at:>='%s'".formatted(cursor.modifiedAt());
    var found = new ArrayList<RawRecord>();
    Optional<String> after = Optional.empty();
    do {
      var orders = orders(Optional.of(query), "UPDATED_AT", after);
      orders.path("nodes").forEach(node -> found.add(raw(node)));
      found.removeIf(record -> !isBehind(cursor, record));
      after = next(orders);
    } while (after.isPresent() && wholeSeconds(found).isEmpty());
    found.sort(OLDEST_FIRST);
    return page(after.isPresent() ? wholeSeconds(found) : found, after.isPresent());
  }

  /** All but the newest second, which may go on. */
  private static List<RawRecord> wholeSeconds(List<RawRecord> records) {
    var newest = records.stream().map(RawRecord::sourceTime).max(Comparator.naturalOrder());
    return records.stream()
        .filter(record -> !record.sourceTime().equals(newest.orElseThrow()))
        .toList();
  }

  private static boolean isBehind(Cursor cursor, RawRecord record) {
    var time = record.sourceTime().compareTo(cursor.modifiedAt());
    return time > 0 || (time == 0 && compareNumbers(record.externalId(), cursor.id()) > 0);
  }

  /** As numbers, without parsing them; the empty id comes first. */
  private static int compareNumbers(String one, String other) {
    return one.length() == other.length()
        ? one.compareTo(other)
        : Integer.compare(one.length(), other.length());
  }

  private static Page page(List<RawRecord> records, boolean more) {
    return new Page(records, reached(records), Optional.empty(), more);
  }

  private static Optional<Cursor> reached(List<RawRecord> records) {
    if (records.isEmpty()) {
      return Optional.empty();
    }
    var last = records.getLast();
    return Optional.of(new Cursor(last.sourceTime(), last.externalId()));
  }

  Page listing(Optional<String> resume) {
    var orders = orders(Optional.empty(), "ID", resume);
    var records = new ArrayList<RawRecord>();
    orders.path("nodes").forEach(node -> records.add(raw(node)));
    var next = next(orders);
    return new Page(records, reached(records), next, next.isPresent());
  }

  Optional<RawRecord> fetch(String number) {
    var variables =
        Json.object().put("id", ShopifyIds.orderGid(number)).put("lines", linesWithOrder);
    var order = graph.ask(ShopifyDocuments.ONE_ORDER, variables).path("order");
    return order.isObject() ? Optional.of(raw(order)) : Optional.empty();
  }

  private JsonNode orders(Optional<String> query, String sortKey, Optional<String> after) {
    var variables =
        Json.object().put("first", pageSize).put("lines", linesWithOrder).put("sortKey", sortKey);
    query.ifPresent(filter -> variables.put("query", filter));
    after.ifPresent(cursor -> variables.put("after", cursor));
    return graph.ask(ShopifyDocuments.ORDERS, variables).path("orders");
  }

  private static Optional<String> next(JsonNode list) {
    var info = list.path("pageInfo");
    return info.path("hasNextPage").asBoolean()
        ? Optional.of(info.path("endCursor").asText())
        : Optional.empty();
  }

  private RawRecord raw(JsonNode node) {
    if (!(node instanceof ObjectNode order)) {
      throw unreadable("an order that is no object");
    }
    var number =
        ShopifyIds.number(order.path("id")).orElseThrow(() -> unreadable("an order without id"));
    addLines(order);
    return new RawRecord(number, ShopifyPayloads.POLLED, updatedAt(order), Json.bytes(order));
  }

  private void addLines(ObjectNode order) {
    if (!(order.path("lineItems") instanceof ObjectNode list)
        || !(list.path("nodes") instanceof ArrayNode lines)) {
      return;
    }
    for (var after = next(list); after.isPresent(); ) {
      var more = moreLines(order, after.get());
      more.path("nodes").forEach(lines::add);
      after = next(more);
    }
    list.remove("pageInfo");
  }

  private JsonNode moreLines(ObjectNode order, String after) {
    var variables =
        Json.object()
            .put("id", order.path("id").asText())
            .put("lines", linesAlone)
            .put("after", after);
    var same = graph.ask(ShopifyDocuments.MORE_LINES, variables).path("order");
    if (!same.path("updatedAt").equals(order.path("updatedAt"))) {
      throw new CallFailed(
          Kind.TRANSIENT, "An order of many lines changed while it was read; read it again.");
    }
    return same.path("lineItems");
  }

  private static Instant updatedAt(ObjectNode order) {
    try {
      return OffsetDateTime.parse(order.path("updatedAt").asText("")).toInstant();
    } catch (DateTimeException e) {
      throw unreadable("an order without updatedAt");
    }
  }

  private static CallFailed unreadable(String found) {
    return new CallFailed(Kind.CONFIGURATION, "Shopify answered with " + found + ".");
  }
}
