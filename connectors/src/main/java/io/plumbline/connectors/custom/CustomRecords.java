package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Effect;
import io.plumbline.connectors.http.Hmac;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Cursor;
import io.plumbline.engine.connector.Page;
import io.plumbline.engine.connector.RawRecord;
import io.plumbline.engine.connector.Unusable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads records where that system lets itself be asked. Each way is a path of its own with names in
 * braces for what is asked; without a path that way is not open.
 */
final class CustomRecords {

  static final String READ = "read/record";

  private static final Comparator<RawRecord> OLDEST_FIRST =
      Comparator.comparing(RawRecord::sourceTime).thenComparing(RawRecord::externalId);

  private final CustomCalls calls;
  private final CustomTerms terms;
  private final Settings settings;
  private final String records;
  private final int pageSize;

  CustomRecords(CustomCalls calls, CustomTerms terms, Settings settings) {
    this.calls = calls;
    this.terms = terms;
    this.settings = settings;
    this.records = settings.text("records", "items");
    this.pageSize = settings.number("page-size", 100, 1, 1_000);
  }

  boolean readable() {
    return isOpen("read-path");
  }

  Optional<RawRecord> fetch(String id) {
    return calls
        .read(path("read-path", Map.of("id", id)), Effect.READ_ONE)
        .flatMap(this::record)
        .map(this::understandable);
  }

  /** Without a way to look it up nothing ever shows, and what may be missing is sent once more. */
  Optional<RawRecord> find(String reference) {
    return isOpen("find-path")
        ? calls
            .read(path("find-path", Map.of("reference", reference)), Effect.READ_ONE)
            .flatMap(this::record)
            .map(this::understandable)
        : Optional.empty();
  }

  /** Goes on until nothing new comes: how many a system gives at most is its own affair. */
  Page changedSince(Cursor cursor) {
    var asked =
        Map.of(
            "since", cursor.modifiedAt().toString(),
            "after", cursor.id(),
            "limit", Integer.toString(pageSize));
    var found = list(calls.read(path("changes-path", asked), Effect.READ));
    oldestFirst(found);
    var reached =
        found.stream()
            .filter(CustomRecords::isDated)
            .max(OLDEST_FIRST)
            .map(last -> new Cursor(last.sourceTime(), last.externalId()));
    var further = reached.isPresent() && !reached.equals(Optional.of(cursor));
    if (!further && found.size() >= pageSize) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "%s: expected the page behind %s, found the same one again. Use {after} in settings.changes-path, or raise settings.page-size."
              .formatted(terms.connection(), cursor.modifiedAt()));
    }
    return new Page(found, reached, Optional.empty(), further);
  }

  Page listing(Optional<String> resume) {
    var asked = Map.of("after", resume.orElse(""), "limit", Integer.toString(pageSize));
    var found = list(calls.read(path("listing-path", asked), Effect.READ));
    var next =
        settings.text("listing-path", "").contains("{after}")
            ? found.stream()
                .reduce((earlier, later) -> later)
                .map(RawRecord::externalId)
                .filter(last -> !resume.equals(Optional.of(last)))
            : Optional.<String>empty();
    return new Page(found, Optional.empty(), next, next.isPresent());
  }

  /** A page cut off behind the newest would leave out the oldest for good. */
  private void oldestFirst(List<RawRecord> found) {
    var dated = found.stream().filter(CustomRecords::isDated).map(RawRecord::sourceTime).toList();
    if (!dated.equals(dated.stream().sorted().toList())) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "%s: expected changes with the oldest first, found another order. Ask for that order in settings.changes-path."
              .formatted(terms.connection()));
    }
  }

  /** An answer with an id is the record; else it is a list, or holds one. */
  private Optional<JsonNode> record(JsonNode answer) {
    if (answer.isObject() && terms.idOf(answer).isPresent()) {
      return Optional.of(answer);
    }
    var listed = listed(answer);
    return listed.isEmpty() ? Optional.empty() : Optional.of(listed.get(0));
  }

  private List<RawRecord> list(Optional<JsonNode> answer) {
    var found = new ArrayList<RawRecord>();
    answer.ifPresent(json -> listed(json).forEach(record -> found.add(raw(record))));
    return found;
  }

  private JsonNode listed(JsonNode answer) {
    return answer.isArray() ? answer : CustomTerms.at(answer, records);
  }

  private RawRecord understandable(JsonNode record) {
    try {
      return raw(terms.requiredId(record), terms.modifiedAt(record), record);
    } catch (Unusable e) {
      throw new CallFailed(Kind.REJECTED, terms.connection() + ": " + e.getMessage(), null, e);
    }
  }

  /** What cannot be understood is handed on as well: it becomes a dead letter and stops nothing. */
  private RawRecord raw(JsonNode record) {
    try {
      return understandable(record);
    } catch (CallFailed e) {
      var id =
          terms.idOf(record).orElseGet(() -> "unreadable-" + Hmac.fingerprint(Json.bytes(record)));
      return raw(id, Instant.EPOCH, record);
    }
  }

  private static RawRecord raw(String id, Instant modified, JsonNode record) {
    return new RawRecord(id, READ, modified, Json.bytes(record));
  }

  private static boolean isDated(RawRecord record) {
    return record.sourceTime().isAfter(Instant.EPOCH);
  }

  private boolean isOpen(String setting) {
    return !settings.text(setting, "").isEmpty();
  }

  private String path(String setting, Map<String, String> asked) {
    var path = settings.text(setting, "");
    if (!isOpen(setting)) {
      throw new CallFailed(
          Kind.REJECTED,
          "%s: expected a way to read records there, found none. Set settings.%s, or push the record again with a newer time."
              .formatted(terms.connection(), setting));
    }
    for (var part : asked.entrySet()) {
      path =
          path.replace(
              "{" + part.getKey() + "}",
              URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return path;
  }
}
