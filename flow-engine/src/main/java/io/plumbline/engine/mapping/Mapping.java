package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.util.List;
import java.util.SortedMap;

/** Rows of (canonical field ← source path, type, transform) for one vendor's object. */
public interface Mapping {

  /** Id and version, such as {@code shopify/order@1}. */
  String label();

  /** Reads the canonical content out of a payload; names every field that does not fit. */
  Content read(JsonNode payload) throws Unusable;

  /** The rows, as documentation shows them. */
  List<Described> describe();

  /** What the mapping makes of a payload, and what it leaves. */
  Preview preview(JsonNode payload);

  /** One row of a mapping's documentation. */
  record Described(
      String field,
      String source,
      String type,
      List<String> transforms,
      boolean required,
      boolean personal) {

    static Described of(String under, MappingRow row, boolean personal) {
      return new Described(
          row.field(),
          row.from().isPresent() ? under + row.source() : row.source(),
          row.type().name().toLowerCase(java.util.Locale.ROOT),
          row.transforms().stream().map(Transform::name).toList(),
          row.required(),
          personal);
    }

    Described under(String prefix) {
      return new Described(prefix + field, source, type, transforms, required, personal);
    }
  }

  /**
   * A mapping tried on a payload.
   *
   * @param problems fields that do not fit, as an error would name them
   * @param unmatched canonical fields the payload does not fill
   * @param unread payload fields that no row reads: the vendor's schema moved, or a row is missing
   */
  record Preview(
      String mapping,
      SortedMap<String, ObjectNode> facets,
      ObjectNode personal,
      List<String> problems,
      List<String> unmatched,
      List<String> unread) {}
}
