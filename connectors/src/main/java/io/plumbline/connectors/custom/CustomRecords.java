package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
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

  Optional<RawRecord> fetch(String id) {
    return calls.read(path("read-path", Map.of("id", id))).flatMap(this::first);
  }

  /** Without a way to look it up nothing ever shows, and what may be missing is sent once more. */
  Optional<RawRecord> find(String reference) {
    return settings.text("find-path", "").isEmpty()
        ? Optional.empty()
        : calls.read(path("find-path", Map.of("reference", reference))).flatMap(this::first);
  }

  Page changedSince(Cursor cursor) {
    var asked =
        Map.of(
            "since", cursor.modifiedAt().toString(),
            "after", cursor.id(),
            "limit", Integer.toString(pageSize));
    var found = list(calls.read(path("changes-path", asked)));
    found.sort(Comparator.comparing(RawRecord::sourceTime).thenComparing(RawRecord::externalId));
    var full = found.size() >= pageSize;
    var reached =
        found.isEmpty()
            ? Optional.<Cursor>empty()
            : Optional.of(new Cursor(found.getLast().sourceTime(), found.getLast().externalId()));
    if (full && reached.equals(Optional.of(cursor))) {
      throw new CallFailed(
          Kind.CONFIGURATION,
          "%s: expected the page behind %s, found the same one again. Use {after} in settings.changes-path, or raise settings.page-size."
              .formatted(terms.connection(), cursor.modifiedAt()));
    }
    return new Page(found, reached, Optional.empty(), full);
  }

  Page listing(Optional<String> resume) {
    var asked = Map.of("after", resume.orElse(""), "limit", Integer.toString(pageSize));
    var found = list(calls.read(path("listing-path", asked)));
    var next =
        found.size() < pageSize
            ? Optional.<String>empty()
            : Optional.of(found.getLast().externalId());
    return new Page(found, Optional.empty(), next, next.isPresent());
  }

  private Optional<RawRecord> first(JsonNode answer) {
    var listed = list(Optional.of(answer));
    return listed.isEmpty() ? Optional.empty() : Optional.of(listed.getFirst());
  }

  /** An answer is a list, holds one, or is one record. */
  private List<RawRecord> list(Optional<JsonNode> answer) {
    var found = new ArrayList<RawRecord>();
    answer.ifPresent(json -> {
      var listed = json.isArray() ? json : CustomTerms.at(json, records);
      if (listed.isArray()) {
        listed.forEach(record -> found.add(raw(record)));
      } else {
        found.add(raw(json));
      }
    });
    return found;
  }

  private RawRecord raw(JsonNode record) {
    try {
      return new RawRecord(
          terms.requiredId(record), READ, terms.modifiedAt(record), Json.bytes(record));
    } catch (Unusable e) {
      throw new CallFailed(Kind.CONFIGURATION, terms.connection() + ": " + e.getMessage(), null, e);
    }
  }

  private String path(String setting, Map<String, String> asked) {
    var path = settings.text(setting, "");
    if (path.isEmpty()) {
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
