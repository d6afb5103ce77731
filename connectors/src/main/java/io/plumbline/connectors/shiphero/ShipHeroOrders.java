package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.ChangedPages;
import io.plumbline.connectors.record.ChangedPages.VendorPage;
import io.plumbline.connectors.record.ChangedRecord;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads orders: what changed, the full listing, one by its id, our reference or its number. */
final class ShipHeroOrders {

  /** More than one order of a reference is a mistake; so many are looked at to tell. */
  private static final int NAMESAKES = 5;

  private final ShipHeroGraph graph;
  private final ShipHeroTimes times;
  private final RecentRecords recent;
  private final int changesPageSize;
  private final int pageSize;
  private final int linePageSize;

  ShipHeroOrders(
      ShipHeroGraph graph, ShipHeroTimes times, RecentRecords recent, Settings settings) {
    this.graph = graph;
    this.times = times;
    this.recent = recent;
    this.changesPageSize = settings.number("changes-page-size", 50, 1, 100);
    this.pageSize = settings.number("page-size", 10, 1, 100);
    this.linePageSize = settings.number("line-page-size", 20, 1, 100);
  }

  Page changedSince(Cursor cursor) {
    var changed = ChangedPages.since(cursor, after -> changes(cursor, after));
    var records = new ArrayList<RawRecord>();
    changed.records().forEach(order -> read(order).ifPresent(records::add));
    return new Page(records, changed.reached(), Optional.empty(), changed.more());
  }

  private VendorPage changes(Cursor cursor, Optional<String> after) {
    var variables = Json.object().put("first", changesPageSize);
    variables.put("from", times.text(cursor.modifiedAt()));
    after.ifPresent(page -> variables.put("after", page));
    var orders = data(graph.answer(ShipHeroDocuments.CHANGED, variables));
    var found = new ArrayList<ChangedRecord>();
    var time = cursor.modifiedAt();
    for (var node : nodes(orders)) {
      // One without a time goes with the one before it.
      time = updatedAt(node).orElse(time);
      found.add(new ChangedRecord(id(node), time));
    }
    return new VendorPage(found, ShipHeroGraph.next(orders));
  }

  private Optional<RawRecord> read(ChangedRecord order) {
    var known = recent.body(order.id(), order.updatedAt());
    return known.isPresent()
        ? Optional.of(record(order, known.get()))
        : NotGiven.unless(order.id(), order.updatedAt(), () -> byId(order.id()));
  }

  Page listing(Optional<String> resume) {
    var variables = Json.object().put("first", pageSize).put("lines", linePageSize);
    resume.ifPresent(cursor -> variables.put("after", cursor));
    var answer = graph.answer(ShipHeroDocuments.ALL, variables);
    var next = ShipHeroGraph.next(data(answer));
    return new Page(records(answer), Optional.empty(), next, next.isPresent());
  }

  /** The order of that name, as {@link ShipHeroIds} gives it. */
  Optional<RawRecord> fetch(String name) {
    if (name.startsWith(ShipHeroIds.BY_REFERENCE)) {
      return find(name.substring(ShipHeroIds.BY_REFERENCE.length()));
    }
    if (name.startsWith(ShipHeroIds.BY_NUMBER)) {
      var number = name.substring(ShipHeroIds.BY_NUMBER.length());
      return first(ShipHeroDocuments.BY_NUMBER, "number", number);
    }
    return byId(name);
  }

  Optional<RawRecord> find(String reference) {
    return first(ShipHeroDocuments.BY_REFERENCE, "reference", reference);
  }

  private Optional<RawRecord> byId(String id) {
    var variables = Json.object().put("id", id).put("lines", linePageSize);
    try {
      var answer = graph.one(ShipHeroDocuments.ONE_ORDER, variables);
      return data(answer) instanceof ObjectNode order && order.has("id")
          ? Optional.of(record(order, answer))
          : Optional.empty();
    } catch (CallFailed e) {
      if (ShipHeroErrors.isAbsent(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Of several orders of one name the first one that still stands; a second one is a mistake. */
  private Optional<RawRecord> first(String document, String variable, String name) {
    var variables =
        Json.object().put(variable, name).put("first", NAMESAKES).put("lines", linePageSize);
    var answer = graph.one(document, variables);
    var found = new ArrayList<ObjectNode>();
    nodes(data(answer))
        .forEach(node -> {
          if (node instanceof ObjectNode order && order.has("id")) {
            found.add(order);
          }
        });
    return found.stream()
        .min(
            Comparator.comparing(ShipHeroStatus::isCancelled)
                .thenComparingLong(order -> order.path("legacy_id").asLong()))
        .map(order -> record(order, answer));
  }

  private List<RawRecord> records(Answer answer) {
    var records = new ArrayList<RawRecord>();
    for (var node : nodes(data(answer))) {
      if (node instanceof ObjectNode order && order.has("id")) {
        NotGiven.unless(id(order), Instant.EPOCH, () -> Optional.of(record(order, answer)))
            .ifPresent(records::add);
      }
    }
    return records;
  }

  private RawRecord record(ObjectNode order, Answer answer) {
    addLines(order);
    var changed = changed(order);
    var body = Json.bytes(order);
    recent.keep(changed.id(), changed.updatedAt(), answer, body);
    return record(changed, body);
  }

  private static RawRecord record(ChangedRecord order, byte[] body) {
    return new RawRecord(order.id(), ShipHeroPayloads.POLLED, order.updatedAt(), body);
  }

  private ChangedRecord changed(JsonNode order) {
    var id = id(order);
    var updatedAt =
        updatedAt(order)
            .orElseThrow(() ->
                new CallFailed(
                    Kind.REJECTED,
                    "ShipHero: expected updated_at in order %s, found no time.".formatted(id)));
    return new ChangedRecord(id, updatedAt);
  }

  private Optional<Instant> updatedAt(JsonNode order) {
    try {
      return Optional.of(times.instant(order.path("updated_at").asText("")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String id(JsonNode order) {
    var id = order.path("id").asText("");
    if (id.isBlank()) {
      throw new CallFailed(Kind.CONFIGURATION, "ShipHero gave an order without id.");
    }
    return id;
  }

  private void addLines(ObjectNode order) {
    if (!(order.path("line_items") instanceof ObjectNode list)
        || !(list.path("edges") instanceof ArrayNode lines)) {
      return;
    }
    for (var after = ShipHeroGraph.next(list); after.isPresent(); ) {
      var more = moreLines(order, after.get());
      more.path("edges").forEach(lines::add);
      after = ShipHeroGraph.next(more);
    }
    list.remove("pageInfo");
  }

  private JsonNode moreLines(ObjectNode order, String after) {
    var variables =
        Json.object()
            .put("id", order.path("id").asText())
            .put("lines", linePageSize)
            .put("after", after);
    var same = data(graph.one(ShipHeroDocuments.MORE_LINES, variables));
    if (!same.path("updated_at").equals(order.path("updated_at"))) {
      throw new CallFailed(
          Kind.CONFLICT, "An order of many lines changed while it was read; read it again.");
    }
    return same.path("line_items");
  }

  private static JsonNode data(Answer answer) {
    return ShipHeroGraph.result(answer).path("data");
  }

  /** The nodes of a connection. */
  static List<JsonNode> nodes(JsonNode list) {
    var nodes = new ArrayList<JsonNode>();
    list.path("edges").forEach(edge -> nodes.add(edge.path("node")));
    return nodes;
  }
}
