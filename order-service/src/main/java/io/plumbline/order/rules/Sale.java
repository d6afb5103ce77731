package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import java.util.List;
import java.util.Map;

/** What the storefront's own record says was sold, as other systems are told of it. */
record Sale(Replica origin) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static final List<String> CANCELLATION = List.of("number", "cancelledAt", "cancelReason");

  ObjectNode personal() {
    return origin.content().personal();
  }

  ObjectNode copy(List<String> fields) {
    var copied = JSON.objectNode();
    copy(fields, sold(), copied);
    return copied;
  }

  /** The lines under the storefront's ids, which every system is asked to keep. */
  ObjectNode lines(List<String> fields, Map<String, String> aliases) {
    var lines = JSON.objectNode();
    sold()
        .path("lines")
        .properties()
        .forEach(entry -> {
          var line = lines.putObject(entry.getKey());
          copy(fields, entry.getValue(), line);
          line.put("reference", entry.getKey());
          var sku = entry.getValue().path("sku").asText("");
          if (aliases.containsKey(sku)) {
            line.put("sku", aliases.get(sku));
          }
        });
    return lines;
  }

  /** Only what calls it off: the lines stay as they were told. */
  Content cancellation() {
    return Content.of(Map.of("commercial", calledOff()), JSON.objectNode());
  }

  ObjectNode calledOff() {
    return copy(CANCELLATION).put("status", "cancelled");
  }

  private JsonNode sold() {
    var sold = origin.content().facets().get("commercial");
    return sold == null ? JSON.objectNode() : sold;
  }

  private static void copy(List<String> names, JsonNode from, ObjectNode to) {
    names.stream().filter(from::has).forEach(name -> to.set(name, from.get(name)));
  }
}
