package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.record.References;
import io.plumbline.engine.observation.Name;
import java.util.Set;

/**
 * What a sales order points at: our external id is another system's record, its other reference the
 * number a person reads out there.
 */
record NetSuiteNames(References references) {

  Set<Name> of(ObjectNode payload) {
    return references.names(
        payload.path("externalId").asText(""), payload.path("otherRefNum").asText(""));
  }
}
