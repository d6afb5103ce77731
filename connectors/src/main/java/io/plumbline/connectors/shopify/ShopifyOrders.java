package io.plumbline.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.ChangedRecord;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads orders: what changed, the full listing, one. */
final class ShopifyOrders {

  private final ShopifyGraph graph;
  private final ShopifyChanges changes;
  private final RecentRecords recent;
  private final WholeShipments shipments;
  private final OrderRefunds refunds;
  private final PaymentAccount account;
  private final int pageSize;
  private final int linesWithOrder;
  private final int linesAlone;
  private final boolean payments;

  ShopifyOrders(
      ShopifyGraph graph,
      ShopifyChanges changes,
      RecentRecords recent,
      WholeShipments shipments,
      PaymentAccount account,
      Settings settings) {
    this.graph = graph;
    this.changes = changes;
    this.recent = recent;
    this.shipments = shipments;
    this.refunds = new OrderRefunds(graph);
    this.account = account;
    this.payments = carriesPayments(settings);
    this.pageSize = settings.number("page-size", 8, 1, 250);
    this.linesWithOrder = settings.number("line-page-size", 20, 1, 250);
    this.linesAlone = settings.number("line-page-size-alone", 100, 1, 250);
  }

  /** Whether what an order says includes its payments, which a webhook leaves out. */
  static boolean carriesPayments(Settings settings) {
    return settings.yes("payments", false) || settings.yes("payouts", false);
  }

  Page changedSince(Cursor cursor) {
    var changed = changes.since(cursor);
    var records = account.beside(bodies(changed.records()));
    return new Page(records, changed.reached(), Optional.empty(), changed.more());
  }

  /** Money moves without the time of its order. */
  void lookAside() {
    account.listen();
  }

  private List<RawRecord> severalPages(List<ChangedRecord> orders) {
    var records = new ArrayList<RawRecord>();
    for (int from = 0; from < orders.size(); from += pageSize) {
      records.addAll(several(orders.subList(from, Math.min(orders.size(), from + pageSize))));
    }
    return records;
  }

  /** An order that vanished since it was named is left out; its deletion is another event. */
  private List<RawRecord> bodies(List<ChangedRecord> orders) {
    Map<String, RawRecord> byNumber = new HashMap<>();
    List<ChangedRecord> asked = new ArrayList<>();
    for (var order : orders) {
      recent
          .body(order.id(), order.updatedAt())
          .map(body -> record(order.id(), order.updatedAt(), body))
          .ifPresentOrElse(known -> byNumber.put(order.id(), known), () -> asked.add(order));
    }
    severalPages(asked).forEach(record -> byNumber.put(record.externalId(), record));
    return orders.stream()
        .map(order -> Optional.ofNullable(byNumber.get(order.id())))
        .flatMap(Optional::stream)
        .toList();
  }

  private List<RawRecord> several(List<ChangedRecord> orders) {
    var variables = asked();
    var ids = variables.putArray("ids");
    orders.forEach(order -> ids.add(ShopifyIds.orderGid(order.id())));
    var answer = graph.nodes(ShopifyDocuments.SEVERAL, variables);
    var lacking = ShopifyErrors.notGiven(answer);
    var nodes = ShopifyGraph.data(answer).path("nodes");
    var records = new ArrayList<RawRecord>();
    for (int place = 0; place < orders.size(); place++) {
      var order = orders.get(place);
      if (lacking.contains(place)) {
        records.add(NotGiven.of(order.id(), order.updatedAt()));
      } else {
        read(nodes.path(place), order.updatedAt(), answer).ifPresent(records::add);
      }
    }
    return records;
  }

  Page listing(Optional<String> resume) {
    try {
      return listing(ShopifyDocuments.ALL, resume);
    } catch (CallFailed e) {
      if (e.kind() != Kind.REJECTED) {
        throw e;
      }
      // One of the page takes it down as a whole: by their ids the others are given.
      return listing(ShopifyDocuments.NAMED, resume);
    }
  }

  private Page listing(String document, Optional<String> resume) {
    var variables = document.equals(ShopifyDocuments.ALL) ? asked() : Json.object();
    variables.put("first", pageSize);
    resume.ifPresent(cursor -> variables.put("after", cursor));
    var answer = graph.orders(document, variables);
    var orders = ShopifyGraph.data(answer).path("orders");
    var next = ShopifyGraph.next(orders);
    var records =
        document.equals(ShopifyDocuments.ALL)
            ? records(orders.path("nodes"), answer)
            : several(ShopifyChanges.named(orders.path("nodes"), Instant.EPOCH));
    return new Page(account.beside(records), reached(records), next, next.isPresent());
  }

  private static Optional<Cursor> reached(List<RawRecord> records) {
    return records.isEmpty()
        ? Optional.empty()
        : Optional.of(new Cursor(records.getLast().sourceTime(), records.getLast().externalId()));
  }

  Optional<RawRecord> fetch(String number) {
    var variables = asked().put("id", ShopifyIds.orderGid(number));
    var answer = graph.orders(ShopifyDocuments.ONE_ORDER, variables);
    return ShopifyGraph.data(answer).path("order") instanceof ObjectNode order
        ? Optional.of(account.beside(List.of(record(order, answer))).getFirst())
        : Optional.empty();
  }

  private ObjectNode asked() {
    return shipments.asked(Json.object().put("lines", linesWithOrder).put("payments", payments));
  }

  private List<RawRecord> records(JsonNode nodes, Answer answer) {
    var records = new ArrayList<RawRecord>();
    nodes.forEach(node -> read(node, Instant.EPOCH, answer).ifPresent(records::add));
    return records;
  }

  /** Empty where no order is at that place of a page. */
  private Optional<RawRecord> read(JsonNode node, Instant updatedAt, Answer answer) {
    return node instanceof ObjectNode order && order.has("id")
        ? NotGiven.unless(
            ShopifyChanges.number(order), updatedAt, () -> Optional.of(record(order, answer)))
        : Optional.empty();
  }

  private RawRecord record(ObjectNode order, Answer answer) {
    addLines(order);
    shipments.complete(order);
    refunds.complete(order);
    var changed = ShopifyChanges.changed(order);
    var body = Json.bytes(order);
    recent.keep(changed.id(), changed.updatedAt(), answer, body);
    return record(changed.id(), changed.updatedAt(), body);
  }

  private static RawRecord record(String number, Instant updatedAt, byte[] body) {
    return new RawRecord(number, ShopifyPayloads.POLLED, updatedAt, body);
  }

  private void addLines(ObjectNode order) {
    if (!(order.path("lineItems") instanceof ObjectNode list)
        || !(list.path("nodes") instanceof ArrayNode lines)) {
      return;
    }
    for (var after = ShopifyGraph.next(list); after.isPresent(); ) {
      var more = moreLines(order, after.get());
      more.path("nodes").forEach(lines::add);
      after = ShopifyGraph.next(more);
    }
    list.remove("pageInfo");
  }

  private JsonNode moreLines(ObjectNode order, String after) {
    var variables =
        Json.object()
            .put("id", order.path("id").asText())
            .put("lines", linesAlone)
            .put("after", after);
    var same =
        ShopifyGraph.data(graph.orders(ShopifyDocuments.MORE_LINES, variables)).path("order");
    if (!same.path("updatedAt").equals(order.path("updatedAt"))) {
      throw new CallFailed(
          Kind.CONFLICT, "An order of many lines changed while it was read; read it again.");
    }
    return same.path("lineItems");
  }
}
