package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Answer;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.RecentRecords;
import io.plumbline.connectors.http.Settings;
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

/** Reads sales orders: which ones by SuiteQL, what they say by the record API. */
final class NetSuiteOrders {

  static final String TYPE = "salesOrder";

  private final NetSuiteApi api;
  private final NetSuiteQueries queries;
  private final RecentRecords recent;
  private final int pageSize;

  NetSuiteOrders(
      NetSuiteApi api, NetSuiteQueries queries, RecentRecords recent, Settings settings) {
    this.api = api;
    this.queries = queries;
    this.recent = recent;
    this.pageSize = settings.number("page-size", 50, 1, 1_000);
  }

  Page changedSince(Cursor cursor) {
    var changed = rows(queries.changed(cursor), false);
    var deleted =
        queries.knowDeletions() ? rows(queries.deleted(cursor), true) : new Rows(List.of(), false);
    var merged = new ArrayList<>(changed.rows());
    merged.addAll(deleted.rows());
    merged.sort(Row.OLDEST_FIRST);
    // Behind the end of a list that goes on, the other list may not be read yet.
    changed.end().ifPresent(end -> merged.removeIf(row -> row.isBehind(end)));
    deleted.end().ifPresent(end -> merged.removeIf(row -> row.isBehind(end)));
    return page(merged, Optional.empty(), changed.more() || deleted.more());
  }

  Page listing(Optional<String> resume) {
    var rows = rows(queries.all(resume.orElse("0")), false);
    var last = rows.rows().isEmpty() ? resume : Optional.of(rows.rows().getLast().id());
    return page(rows.rows(), rows.more() ? last : Optional.empty(), rows.more());
  }

  Optional<RawRecord> fetch(String id) {
    return api.record(TYPE, id).map(this::raw);
  }

  Optional<RawRecord> find(String reference) {
    return fetch(NetSuiteApi.externalId(reference));
  }

  private Page page(List<Row> rows, Optional<String> resume, boolean more) {
    var records = new ArrayList<RawRecord>();
    rows.forEach(row -> read(row).ifPresent(records::add));
    var reached = rows.isEmpty() ? Optional.<Cursor>empty() : Optional.of(rows.getLast().cursor());
    return new Page(records, reached, resume, more);
  }

  /** Empty where the record vanished since the query; its deletion is another row. */
  private Optional<RawRecord> read(Row row) {
    if (row.deleted()) {
      return Optional.of(deletion(row));
    }
    var known =
        recent
            .body(row.id(), row.modified())
            .or(() -> recent.body(row.id(), queries.times().second(row.modified())));
    return known.isPresent()
        ? Optional.of(new RawRecord(row.id(), NetSuitePayloads.POLLED, row.modified(), known.get()))
        : NotGiven.unless(row.id(), row.modified(), () -> fetch(row.id()));
  }

  private static RawRecord deletion(Row row) {
    var body = Json.object().put("id", row.id()).put("deletedDate", row.modified().toString());
    return new RawRecord(
        row.id(), NetSuitePayloads.POLLED_DELETION, row.modified(), Json.bytes(body));
  }

  private RawRecord raw(Answer answer) {
    var id = answer.body().path("id").asText("");
    try {
      var modified = NetSuiteTimes.ofRecord(answer.body().path("lastModifiedDate").asText(""));
      var bytes = Json.bytes(answer.body());
      recent.keep(id, modified, answer, bytes);
      return new RawRecord(id, NetSuitePayloads.POLLED, modified, bytes);
    } catch (DateTimeException e) {
      throw new CallFailed(
          Kind.REJECTED,
          "NetSuite: expected lastModifiedDate with offset in sales order %s; give the role access to it."
              .formatted(id));
    }
  }

  private Rows rows(String sql, boolean deleted) {
    var answer = api.query(sql, pageSize);
    var rows = new ArrayList<Row>();
    answer.path("items").forEach(item -> rows.add(row(item, deleted)));
    return new Rows(rows, answer.path("hasMore").asBoolean() && !rows.isEmpty());
  }

  private Row row(JsonNode item, boolean deleted) {
    var modified = item.path("lastmodified").asText("");
    try {
      return new Row(item.path("id").asText(), queries.times().instant(modified), deleted);
    } catch (DateTimeException e) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "NetSuite: expected a time as %s from SuiteQL, found another text."
              .formatted(NetSuiteTimes.SQL_FORMAT),
          null,
          e);
    }
  }

  private record Rows(List<Row> rows, boolean more) {
    Optional<Row> end() {
      return more ? Optional.of(rows.getLast()) : Optional.empty();
    }
  }

  private record Row(String id, Instant modified, boolean deleted) {

    static final Comparator<Row> OLDEST_FIRST =
        Comparator.comparing(Row::modified)
            .thenComparingInt(row -> row.id().length())
            .thenComparing(Row::id);

    boolean isBehind(Row other) {
      return OLDEST_FIRST.compare(this, other) > 0;
    }

    Cursor cursor() {
      return new Cursor(modified, id);
    }
  }
}
