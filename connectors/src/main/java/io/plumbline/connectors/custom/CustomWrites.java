package io.plumbline.connectors.custom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Reading;
import java.util.List;
import java.util.Optional;

/**
 * Tells that system what it ought to hold: the whole of it, once per revision. The receiver knows a
 * repetition by its name and a superseded state by its revision.
 */
record CustomWrites(CustomCalls calls, CustomTerms terms, String path, boolean readable) {

  static CustomWrites of(CustomCalls calls, CustomTerms terms, Settings settings) {
    return new CustomWrites(
        calls, terms, settings.text("write-path", ""), !settings.text("read-path", "").isEmpty());
  }

  List<Step> plan(Desired desired, Optional<Reading> current) {
    var wanted = Json.object();
    desired.content().facets().forEach(wanted::set);
    if (!desired.content().personal().isEmpty()) {
      wanted.set("personal", desired.content().personal());
    }
    var call =
        Json.object()
            .put("reference", desired.reference())
            .put("key", desired.key())
            .put("revision", desired.revision());
    current
        .filter(record -> !record.deleted())
        .ifPresent(record -> call.put("id", record.externalId()));
    call.set("desired", wanted);
    return List.of(new Step("send desired state", desired.reference(), call, sent(desired)));
  }

  Confirmed send(Step step) {
    var call = step.call();
    var name = "%s:%d".formatted(step.reference(), call.path("revision").asLong());
    var id = terms.idOf(calls.write(path, name, call)).or(() -> known(call));
    return new Confirmed(id, readable);
  }

  private static Optional<String> known(ObjectNode call) {
    return Optional.of(call.path("id").asText("")).filter(id -> !id.isEmpty());
  }

  private static ObjectNode sent(Desired desired) {
    var sent = Json.object();
    desired.content().facets().forEach((name, facet) -> leaves(name, facet, sent));
    return sent;
  }

  private static void leaves(String path, JsonNode node, ObjectNode sent) {
    if (node.isValueNode()) {
      sent.set(path, node);
      return;
    }
    node.properties()
        .forEach(field ->
            leaves(
                field.getKey().matches("[A-Za-z]+")
                    ? path + "." + field.getKey()
                    : path + "[" + field.getKey() + "]",
                field.getValue(),
                sent));
  }
}
