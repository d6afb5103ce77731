package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.Connector.Understood;
import io.plumbline.engine.connector.Unusable;
import io.plumbline.engine.mapping.Mapping;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Map;

/** Understands a whole record, whichever way it came: pushed, read or imported. */
record CustomPayloads(Mapping mapping, CustomTerms terms) {

  Understood understand(byte[] body) throws Unusable {
    var payload = Json.payload(body);
    return new Understood.Readings(List.of(reading(payload)));
  }

  private Reading reading(ObjectNode payload) throws Unusable {
    var modified = terms.modifiedAt(payload);
    var deleted = terms.isDeleted(payload);
    return new Reading(
        terms.requiredId(payload),
        terms.names(payload),
        modified,
        modified,
        deleted,
        deleted ? Content.of(Map.of(), Json.object()) : mapping.read(payload),
        mapping.label());
  }
}
