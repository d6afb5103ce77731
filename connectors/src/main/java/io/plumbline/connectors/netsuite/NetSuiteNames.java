package io.plumbline.connectors.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.observation.Name;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a sales order points at: our external id is another system's record, its other reference the
 * number a person reads out there.
 *
 * @param namespace whose numbers {@code otherRefNum} holds; empty to take it from the external id
 */
record NetSuiteNames(String namespace) {

  private static final Pattern OURS = Pattern.compile("([a-z0-9][a-z0-9-]{0,62}):(.+)");

  Set<Name> of(ObjectNode payload) {
    var names = new HashSet<Name>();
    var ours = OURS.matcher(payload.path("externalId").asText("").strip());
    var from = ours.matches() ? ours.group(1) : "";
    if (ours.matches()) {
      names.add(new Name(from, ours.group(2)));
    }
    var number = number(payload);
    var space = namespace.isBlank() ? from : namespace;
    if (!number.isBlank() && !space.isBlank()) {
      names.add(new Name(space + "#number", number));
    }
    return Set.copyOf(names);
  }

  private static String number(ObjectNode payload) {
    var number = payload.path("otherRefNum").asText("").strip();
    return number.startsWith("#") ? number.substring(1) : number;
  }
}
