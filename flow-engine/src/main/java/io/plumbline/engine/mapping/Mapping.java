package io.plumbline.engine.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.observation.Content;

/** Rows of (canonical field ← source path, type, transform) for one vendor's object. */
public interface Mapping {

  /** Id and version, such as {@code shopify/order@1}. */
  String label();

  /** Reads the canonical content out of a payload; names every field that does not fit. */
  Content read(JsonNode payload) throws Unusable;
}
