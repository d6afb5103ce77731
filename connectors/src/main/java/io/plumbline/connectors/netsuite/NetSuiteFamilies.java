package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.netsuite.Family.Child;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.RawRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads sales orders whole: with what was made from them. */
final class NetSuiteFamilies {

  static final String CHILDREN = "children";

  /** Our name of a child, or its internal id; what the mapping's rows go by. */
  static final String KEY = "child_key";

  static final String REFERENCE = "child_reference";

  private static final int MOST_ROWS = 1_000;

  // The database behind SuiteQL takes no more than a thousand in one list.
  private static final int MOST_IDS = 500;

  private final NetSuiteApi api;
  private final NetSuiteQueries queries;
  private final RecentRecords recent;

  NetSuiteFamilies(NetSuiteApi api, NetSuiteQueries queries, RecentRecords recent) {
    this.api = api;
    this.queries = queries;
    this.recent = recent;
  }

  /** What was made from these orders, by order: a query for many of them at once. */
  Map<String, Family> of(Collection<String> orders) {
    var families = new HashMap<String, Family>();
    if (queries.knowChildren()) {
      some(orders, some -> read(some, families));
      var invoices = invoices(families.values());
      some(invoices.keySet(), some -> credits(some, invoices, families));
    }
    return families;
  }

  private static void some(Collection<String> ids, Consumer<List<String>> reading) {
    var all = List.copyOf(ids);
    for (var from = 0; from < all.size(); from += MOST_IDS) {
      reading.accept(all.subList(from, Math.min(all.size(), from + MOST_IDS)));
    }
  }

  /** The order of each invoice. */
  private static Map<String, String> invoices(Collection<Family> families) {
    var orders = new HashMap<String, String>();
    for (var family : families) {
      family.children().stream()
          .filter(child -> child.kind() == ChildKind.INVOICE)
          .forEach(invoice -> orders.put(invoice.id(), family.order()));
    }
    return orders;
  }

  private void credits(
      List<String> invoices, Map<String, String> orders, Map<String, Family> into) {
    rows(
        behind -> queries.credits(invoices, behind),
        row -> {
          var credit =
              new Child(
                  row.path("id").asText(),
                  ChildKind.CREDIT,
                  queries.instant(row.path("lastmodified")));
          into.computeIfPresent(
              orders.getOrDefault(row.path("parent").asText(), ""),
              (order, family) ->
                  joined(family, new Family(order, family.modified(), List.of(credit))));
        });
  }

  private void read(List<String> orders, Map<String, Family> into) {
    // An account may have transactions made from an order that are none of ours to read.
    rows(
        behind -> queries.children(orders, behind),
        row ->
            family(row)
                .ifPresent(family -> into.merge(family.order(), family, NetSuiteFamilies::joined)));
  }

  /** All rows of a query that goes on behind an id. */
  private void rows(UnaryOperator<String> query, Consumer<JsonNode> each) {
    var behind = "0";
    var more = true;
    while (more) {
      var answer = api.query(query.apply(behind), MOST_ROWS);
      for (var row : answer.path("items")) {
        each.accept(row);
        behind = row.path("id").asText();
      }
      more = answer.path("hasMore").asBoolean() && !answer.path("items").isEmpty();
    }
  }

  /** As it was read a moment ago, if nothing of it changed since. */
  Optional<RawRecord> remembered(Family family) {
    return body(family.order(), family.newest())
        .map(body -> new RawRecord(family.order(), NetSuitePayloads.POLLED, family.newest(), body));
  }

  /**
   * All of it as it is now, by internal id or {@code eid:…}; empty where there is no such order.
   */
  Optional<RawRecord> read(String id) {
    return api.record(NetSuiteOrders.TYPE, id)
        .map(order -> {
          var number = order.body().path("id").asText("");
          return raw(order, of(List.of(number)).get(number), this::fetched);
        });
  }

  /** As it is now, and its children unless they are known from a moment ago. */
  Optional<RawRecord> read(Family family) {
    return api.record(NetSuiteOrders.TYPE, family.order())
        .map(order -> {
          // Another child may have come since the family was asked for.
          var moved = !at(modified(order.body()), family.modified());
          var now = moved ? of(List.of(family.order())).get(family.order()) : family;
          return raw(order, now, this::known);
        });
  }

  /** The order that a child of that name belongs to, whatever the order itself is called. */
  Optional<String> orderOf(ChildReference reference, String name) {
    return api.record(reference.kind().record(), NetSuiteApi.externalId(name))
        .map(child ->
            child.body().path(reference.kind() == ChildKind.DEPOSIT ? "salesOrder" : "createdFrom"))
        .map(order -> order.path("id").asText(""))
        .filter(order -> !order.isEmpty());
  }

  private RawRecord raw(
      Answer order, @Nullable Family family, Function<Child, Optional<JsonNode>> reading) {
    var whole = (ObjectNode) order.body().deepCopy();
    if (queries.knowChildren()) {
      var children = whole.putObject(CHILDREN);
      for (var kind : ChildKind.values()) {
        children.putArray(kind.record());
      }
      for (var child : family == null ? List.<Child>of() : family.children()) {
        var made = children.withArray(child.kind().record());
        reading.apply(child).ifPresent(record -> made.add(named(record.deepCopy())));
      }
    }
    var id = whole.path("id").asText("");
    try {
      var newest = NetSuiteTimes.newest(whole);
      var bytes = Json.bytes(whole);
      // The order was read first, so that its moment vouches for all that was read after it.
      recent.keep(id, newest, order, bytes);
      return new RawRecord(id, NetSuitePayloads.POLLED, newest, bytes);
    } catch (DateTimeException e) {
      throw unstamped(id);
    }
  }

  private Optional<JsonNode> known(Child child) {
    return body(child.id(), child.modified()).map(Json::lenient).or(() -> fetched(child));
  }

  private Optional<JsonNode> fetched(Child child) {
    return api.record(child.kind().record(), child.id()).map(this::kept);
  }

  private JsonNode kept(Answer child) {
    recent.keep(
        child.body().path("id").asText(), modified(child.body()), child, Json.bytes(child.body()));
    return child.body();
  }

  private static ObjectNode named(ObjectNode child) {
    var name = child.path("externalId").asText("");
    if (ChildReference.of(name).isPresent()) {
      return child.put(KEY, name).put(REFERENCE, name);
    }
    return child.put(KEY, child.path("id").asText());
  }

  private Optional<byte[]> body(String id, Instant modified) {
    return recent.body(id, modified).or(() -> recent.body(id, queries.times().second(modified)));
  }

  private boolean at(Instant modified, Instant told) {
    return modified.equals(told) || modified.equals(queries.times().second(told));
  }

  private static Instant modified(JsonNode record) {
    try {
      return NetSuiteTimes.ofRecord(record.path("lastModifiedDate").asText(""));
    } catch (DateTimeException e) {
      throw unstamped(record.path("id").asText(""));
    }
  }

  private static CallFailed unstamped(String id) {
    return new CallFailed(
        Kind.REJECTED,
        "NetSuite: expected lastModifiedDate with offset in record %s; give the role access to it."
            .formatted(id));
  }

  private Optional<Family> family(JsonNode row) {
    return ChildKind.ofType(row.path("type").asText())
        .map(kind ->
            new Child(row.path("id").asText(), kind, queries.instant(row.path("lastmodified"))))
        .map(child ->
            new Family(
                row.path("parent").asText(),
                queries.instant(row.path("parentmodified")),
                List.of(child)));
  }

  private static Family joined(Family one, Family other) {
    var children = new ArrayList<>(one.children());
    children.addAll(other.children());
    return new Family(one.order(), one.modified(), children);
  }
}
