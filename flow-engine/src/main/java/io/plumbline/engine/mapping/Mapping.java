package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;
import java.util.List;
import java.util.SortedMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
  @Schema(name = "MappingRow", description = "One row of a mapping")
  record Described(
      @Schema(description = "Path of the canonical field", examples = "commercial.total")
          String field,
      @Schema(description = "Path in the vendor's payload") String source,
      String type,
      @Schema(description = "Applied in this order") List<String> transforms,
      @Schema(description = "Whether a payload without it cannot be used") boolean required,
      @Schema(description = "Whether it names a person: kept encrypted, published as a fingerprint")
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

  /** A mapping tried on a payload. */
  @Schema(name = "MappingPreview", description = "A mapping tried on a payload")
  record Preview(
      String mapping,
      @Schema(description = "Canonical content by facet") SortedMap<String, ObjectNode> facets,
      @Schema(description = "Personal fields that were filled") ObjectNode personal,
      @Schema(
              description =
                  "Fields that do not fit, as an error would name them; one that was mended or left out costs the record nothing else")
          List<String> problems,
      @Schema(description = "Canonical fields that the payload does not fill")
          List<String> unmatched,
      @Schema(
              description =
                  "Payload fields that no row reads: the vendor's schema moved, or a row is missing")
          List<String> unread) {}
}
