package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.NotGiven;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads sales orders: which ones by SuiteQL, what they say by the record API. */
final class NetSuiteOrders {

  static final String TYPE = "salesOrder";

  private final NetSuiteApi api;
  private final NetSuiteQueries queries;
  private final NetSuiteFamilies families;
  private final int pageSize;

  NetSuiteOrders(
      NetSuiteApi api, NetSuiteQueries queries, NetSuiteFamilies families, Settings settings) {
    this.api = api;
    this.queries = queries;
    this.families = families;
    this.pageSize = settings.number("page-size", 50, 1, 1_000);
  }

  Page changedSince(Cursor cursor) {
    var lists = new ArrayList<Rows>();
    lists.add(rows(queries.changed(cursor), false));
    if (queries.knowChildren()) {
      lists.add(rows(queries.changedChildren(cursor), false));
      lists.add(rows(queries.changedCredits(cursor), false));
    }
    if (queries.knowDeletions()) {
      lists.add(rows(queries.deleted(cursor), true));
    }
    var merged = new ArrayList<Row>();
    lists.forEach(list -> merged.addAll(list.rows()));
    merged.sort(Row.OLDEST_FIRST);
    // Behind the end of a list that goes on, the other lists may not be read yet.
    lists.forEach(list -> list.end().ifPresent(end -> merged.removeIf(row -> row.isBehind(end))));
    var records = records(merged);
    records.sort(Comparator.comparing(RawRecord::sourceTime));
    var more = lists.stream().anyMatch(Rows::more);
    return new Page(records, reached(merged), Optional.empty(), more);
  }

  Page listing(Optional<String> resume) {
    var rows = rows(queries.all(resume.orElse("0")), false);
    var last = rows.rows().isEmpty() ? resume : Optional.of(rows.rows().getLast().id());
    var resumes = rows.more() ? last : Optional.<String>empty();
    return new Page(records(rows.rows()), reached(rows.rows()), resumes, rows.more());
  }

  Optional<RawRecord> fetch(String id) {
    return families.read(id);
  }

  /** The order of that name, or the one with a child of that name in it. */
  Optional<RawRecord> find(String reference) {
    var child = ChildReference.of(reference);
    if (child.isEmpty()) {
      return fetch(NetSuiteApi.externalId(reference));
    }
    return fetch(NetSuiteApi.externalId(child.get().order()))
        .or(() -> families.orderOf(child.get(), reference).flatMap(this::fetch));
  }

  private List<RawRecord> records(List<Row> rows) {
    var records = new ArrayList<RawRecord>();
    orders(rows)
        .forEach(
            family -> families.remembered(family).or(() -> given(family)).ifPresent(records::add));
    rows.stream().filter(Row::deleted).map(NetSuiteOrders::deletion).forEach(records::add);
    return records;
  }

  private static Optional<Cursor> reached(List<Row> rows) {
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getLast().cursor());
  }

  private Optional<RawRecord> given(Family family) {
    return NotGiven.unless(family.order(), family.newest(), () -> families.read(family));
  }

  /** Each order of the rows once, with what is known of its children. */
  private List<Family> orders(List<Row> rows) {
    var modified = new LinkedHashMap<String, Instant>();
    for (var row : rows) {
      if (row.isOrder()) {
        modified.put(row.order(), row.modified());
      } else if (!row.deleted()) {
        // Only a child changed: when its order did is not known yet.
        modified.putIfAbsent(row.order(), Instant.EPOCH);
      }
    }
    var known = families.of(modified.keySet());
    return modified.entrySet().stream()
        .map(order ->
            known.getOrDefault(
                order.getKey(), new Family(order.getKey(), order.getValue(), List.of())))
        .toList();
  }

  private static RawRecord deletion(Row row) {
    var body = Json.object().put("id", row.id()).put("deletedDate", row.modified().toString());
    return new RawRecord(
        row.id(), NetSuitePayloads.POLLED_DELETION, row.modified(), Json.bytes(body));
  }

  private Rows rows(String sql, boolean deleted) {
    var answer = api.query(sql, pageSize);
    var rows = new ArrayList<Row>();
    answer.path("items").forEach(item -> rows.add(row(item, deleted)));
    return new Rows(rows, answer.path("hasMore").asBoolean() && !rows.isEmpty());
  }

  private Row row(JsonNode item, boolean deleted) {
    var id = item.path("id").asText();
    return new Row(
        id, item.path("parent").asText(id), queries.instant(item.path("lastmodified")), deleted);
  }

  private record Rows(List<Row> rows, boolean more) {
    Optional<Row> end() {
      return more ? Optional.of(rows.getLast()) : Optional.empty();
    }
  }

  /** A transaction that changed, and the order that it is or belongs to. */
  private record Row(String id, String order, Instant modified, boolean deleted) {

    static final Comparator<Row> OLDEST_FIRST =
        Comparator.comparing(Row::modified)
            .thenComparingInt(row -> row.id().length())
            .thenComparing(Row::id);

    boolean isOrder() {
      return !deleted && id.equals(order);
    }

    boolean isBehind(Row other) {
      return OLDEST_FIRST.compare(this, other) > 0;
    }

    Cursor cursor() {
      return new Cursor(modified, id);
    }
  }
}
