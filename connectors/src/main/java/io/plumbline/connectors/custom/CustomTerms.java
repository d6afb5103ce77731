package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.connectors.http.Settings;
import io.plumbline.connectors.record.References;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Name;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * Where a record of that system says what every record must say: its id, when it changed, and which
 * other records it stands for. Places are paths with dots, such as {@code order.id}.
 */
record CustomTerms(
    String connection,
    String id,
    String modified,
    String deleted,
    String reference,
    String number,
    References references) {

  static CustomTerms of(Settings settings) {
    return new CustomTerms(
        settings.connection().name(),
        settings.text("id", "id"),
        settings.text("modified", "updated_at"),
        settings.text("deleted", ""),
        settings.text("reference", ""),
        settings.text("number", ""),
        new References(settings.text("reference-namespace", "")));
  }

  Optional<String> idOf(JsonNode record) {
    return text(record, id);
  }

  String requiredId(JsonNode record) throws Unusable {
    return idOf(record)
        .orElseThrow(() ->
            new Unusable(
                id
                    + ": expected the record's id, found none. Send it, or name its place in settings.id."));
  }

  /** Ever newer with every change; two contents of one time cannot be told apart. */
  Instant modifiedAt(JsonNode record) throws Unusable {
    var text = text(record, modified).orElse("");
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Unusable(
          "%s: expected a time with offset such as 2026-11-27T10:00:00.120Z, found '%s'. Send it, or name its place in settings.modified."
              .formatted(modified, text),
          e);
    }
  }

  boolean isDeleted(JsonNode record) {
    return text(record, deleted).filter(said -> !said.equals("false")).isPresent();
  }

  /** Its number under its own name, and whatever it points at. */
  Set<Name> names(JsonNode record) {
    var numbered =
        text(record, number)
            .map(said -> said.startsWith("#") ? said.substring(1) : said)
            .filter(said -> !said.isBlank());
    var reference = text(record, this.reference).orElse("");
    return references.namespace().isBlank() && reference.isEmpty()
        ? numbered.map(own -> Set.of(new Name(connection + "#number", own))).orElse(Set.of())
        : references.names(reference, numbered.orElse(""));
  }

  private static Optional<String> text(JsonNode record, String place) {
    return place.isBlank()
        ? Optional.empty()
        : Optional.of(at(record, place).asText("").strip())
            .filter(text -> !text.isEmpty() && !text.equals("null"));
  }

  static JsonNode at(JsonNode record, String place) {
    return record.at("/" + place.replace('.', '/'));
  }
}
