package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Confirmed;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.connector.Unusable;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Sends writes to a vendor that has no idempotency at all: what makes a record is looked for first,
 * as the plan may be older than the record.
 */
final class ShipHeroWrites {

  private final String connection;
  private final ShipHeroGraph graph;
  private final ShipHeroOrders orders;

  ShipHeroWrites(String connection, ShipHeroGraph graph, ShipHeroOrders orders) {
    this.connection = connection;
    this.graph = graph;
    this.orders = orders;
  }

  /** What can be written, and how it is called in the journal. */
  enum Write {
    CREATE("create order", ShipHeroDocuments.CREATE),
    UPDATE("change order", ShipHeroDocuments.UPDATE),
    ADDRESS("change address", ShipHeroDocuments.UPDATE),
    HOLDS("change holds", ShipHeroDocuments.HOLDS),
    CHANGE_LINES("change lines", ShipHeroDocuments.UPDATE_LINES),
    ADD_LINES("add lines", ShipHeroDocuments.ADD_LINES),
    STOP("call off the rest", ShipHeroDocuments.UPDATE_LINES),
    CANCEL("cancel order", ShipHeroDocuments.CANCEL);

    private final String words;
    private final String document;

    Write(String words, String document) {
      this.words = words;
      this.document = document;
    }

    String words() {
      return words;
    }
  }

  /** No webhook tells of an edit, so that every write is read back at once. */
  Confirmed send(Step step) {
    var write = Write.valueOf(step.call().path("write").asText());
    var data = (ObjectNode) step.call().path("data");
    try {
      return switch (write) {
        case CREATE -> create(step.reference(), data);
        case CHANGE_LINES, STOP -> changed(write, withIds(data));
        case ADD_LINES -> added(data);
        case UPDATE, ADDRESS, HOLDS, CANCEL -> changed(write, data);
      };
    } catch (CallFailed e) {
      throw TooLate.explained(connection, write, step.reference(), e);
    }
  }

  private Confirmed create(String reference, ObjectNode data) {
    if (orders.find(reference).isPresent()) {
      throw new CallFailed(
          Kind.CONFLICT,
          "%s: expected no order %s, found one that was made meanwhile."
              .formatted(connection, reference));
    }
    var made = graph.change(ShipHeroDocuments.CREATE, data);
    return new Confirmed(id(made), true);
  }

  private Confirmed changed(Write write, ObjectNode data) {
    var made = graph.change(write.document, data);
    return new Confirmed(id(made).or(() -> Optional.of(data.path("order_id").asText())), true);
  }

  /** A line changes by its own id, which only the order knows. */
  private ObjectNode withIds(ObjectNode data) {
    var there = ShipHeroLines.byName(order(data));
    var resolved = data.deepCopy();
    for (var item : resolved.path("line_items")) {
      var name = item.path("partner_line_item_id").asText();
      var line = there.get(name);
      if (line == null) {
        throw gone(data, name);
      }
      ((ObjectNode) item).put("id", line.path("id").asText()).remove("sku");
    }
    return resolved;
  }

  /** Lines that an attempt before has added are not added again; they may need a change. */
  private Confirmed added(ObjectNode data) {
    var there = ShipHeroLines.byName(order(data));
    var missing = data.deepCopy();
    var known = new ArrayList<JsonNode>();
    var items = (ArrayNode) missing.path("line_items");
    for (var each = items.iterator(); each.hasNext(); ) {
      var item = each.next();
      if (there.containsKey(item.path("partner_line_item_id").asText())) {
        known.add(item);
        each.remove();
      }
    }
    if (!known.isEmpty()) {
      var back = Json.object().put("order_id", data.path("order_id").asText());
      known.forEach(back.putArray("line_items")::add);
      changed(Write.CHANGE_LINES, withIds(back));
    }
    return items.isEmpty()
        ? new Confirmed(Optional.of(data.path("order_id").asText()), true)
        : changed(Write.ADD_LINES, missing);
  }

  private JsonNode order(ObjectNode data) {
    var id = data.path("order_id").asText();
    try {
      return Json.payload(
          orders.fetch(id).orElseThrow(() -> gone(data, "none of its lines")).body());
    } catch (Unusable e) {
      throw new IllegalStateException("an order that was just read does not parse", e);
    }
  }

  private CallFailed gone(ObjectNode data, String line) {
    return new CallFailed(
        Kind.CONFLICT,
        "%s: expected line %s in order %s, found it gone."
            .formatted(connection, line, data.path("order_id").asText()));
  }

  private static Optional<String> id(JsonNode result) {
    return Optional.of(result.path("order").path("id").asText("")).filter(id -> !id.isBlank());
  }
}
