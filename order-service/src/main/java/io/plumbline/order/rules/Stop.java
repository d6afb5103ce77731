package io.plumbline.order.rules;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.engine.flow.Replica;
import io.plumbline.engine.observation.Content;
import java.util.Map;

/**
 * What a warehouse is told of an order that is called off. Where some of it has left, nothing more
 * of any line is to follow; each parcel that leaves all the same asks for that anew.
 *
 * @param held the warehouse's own record
 */
record Stop(Sale sale, Replica held) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  Content content() {
    var told = held.content().facets().get("fulfilment");
    if (told == null || !told.path("status").asText("").equals("partial") || !told.has("lines")) {
      return sale.cancellation();
    }
    var fulfilment = JSON.objectNode();
    fulfilment.set("lines", rest(told));
    return Content.of(
        Map.of("commercial", sale.calledOff(), "fulfilment", fulfilment), JSON.objectNode());
  }

  private static ObjectNode rest(ObjectNode told) {
    var lines = JSON.objectNode();
    told.path("lines")
        .properties()
        .forEach(line -> {
          var rest = lines.putObject(line.getKey()).put("pending", "0");
          if (line.getValue().has("shipped")) {
            rest.set("shipped", line.getValue().get("shipped"));
          }
        });
    return lines;
  }
}
