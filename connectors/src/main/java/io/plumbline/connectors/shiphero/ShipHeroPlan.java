package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.shiphero.ShipHeroWrites.Write;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Desired;
import io.plumbline.engine.connector.Step;
import io.plumbline.engine.observation.Content;
import io.plumbline.engine.observation.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be written so that the warehouse's order says what it ought to. Pure. */
record ShipHeroPlan(ShipHeroBody bodies) {

  private static final String CANCELLED = "cancelled";

  List<Step> plan(Desired desired, Optional<Reading> known) {
    var wanted = facet(desired.content(), "commercial");
    var current = known.filter(reading -> !reading.deleted());
    if (wanted.path("status").asText("").equals(CANCELLED)) {
      return current.map(order -> cancel(desired, order, wanted)).orElse(List.of());
    }
    return current
        .map(order -> change(desired, order))
        .orElseGet(() -> List.of(create(desired, wanted)));
  }

  private Step create(Desired desired, JsonNode wanted) {
    var sent = Json.object();
    ShipHeroBody.HEADER.forEach(
        (field, _) -> note(sent, "commercial." + field, wanted.path(field)));
    note(sent, "commercial.shipping", wanted.path("shipping"));
    wanted
        .path("lines")
        .properties()
        .forEach(line -> noteLine(sent, line.getKey(), line.getValue()));
    var holds = facet(desired.content(), "fulfilment").path("holds");
    holds.properties().forEach(hold -> note(sent, hold(hold.getKey()), hold.getValue()));
    return step(Write.CREATE, desired, bodies.whole(desired), sent);
  }

  private static List<Step> cancel(Desired desired, Reading order, JsonNode wanted) {
    if (isCancelled(order)) {
      return List.of();
    }
    var rest = facet(desired.content(), "fulfilment").path("lines");
    if (!rest.isEmpty()) {
      return stop(desired, order, rest);
    }
    var data = data(order).put("reason", wanted.path("cancelReason").asText("customer request"));
    // The order stands in the storefront already as it shall; ShipHero must not touch it there.
    data.put("void_on_platform", false);
    var sent = Json.object().put("commercial.status", CANCELLED);
    return List.of(step(Write.CANCEL, desired, data, sent));
  }

  /** An order of which something has left is not cancelled as a whole; what is pending is. */
  private static List<Step> stop(Desired desired, Reading order, JsonNode rest) {
    var there = facet(order.content(), "fulfilment").path("lines");
    var data = data(order);
    var items = data.putArray("line_items");
    var sent = Json.object();
    rest.properties()
        .forEach(line -> {
          var pending = there.path(line.getKey()).path("pending");
          if (ShipHeroBody.differs(line.getValue().path("pending"), pending)) {
            items
                .addObject()
                .put("partner_line_item_id", line.getKey())
                .put("quantity_pending_fulfillment", 0);
            sent.put("fulfilment.lines[" + line.getKey() + "].pending", "0");
          }
        });
    return sent.isEmpty() ? List.of() : List.of(step(Write.STOP, desired, data, sent));
  }

  private List<Step> change(Desired desired, Reading order) {
    if (isCancelled(order)) {
      throw new CallFailed(
          Kind.REJECTED,
          "expected order %s to be open at the warehouse, found it cancelled there. Make a new order, or cancel it everywhere."
              .formatted(desired.reference()));
    }
    var steps = new ArrayList<Step>();
    holds(desired, order).ifPresent(steps::add);
    address(desired, order).ifPresent(steps::add);
    lines(desired, order).forEach(steps::add);
    header(desired, order).ifPresent(steps::add);
    return steps;
  }

  private Optional<Step> header(Desired desired, Reading order) {
    var wanted = facet(desired.content(), "commercial");
    var current = facet(order.content(), "commercial");
    var data = data(order);
    var sent = Json.object();
    ShipHeroBody.HEADER.forEach((field, theirs) -> {
      if (ShipHeroBody.CHANGEABLE.contains(field)
          && ShipHeroBody.differs(wanted.path(field), current.path(field))) {
        data.put(theirs, wanted.path(field).asText());
        note(sent, "commercial." + field, wanted.path(field));
      }
    });
    if (ShipHeroBody.differs(wanted.path("shipping"), current.path("shipping"))) {
      data.set("shipping_lines", bodies.shipping(wanted.path("shipping")));
      note(sent, "commercial.shipping", wanted.path("shipping"));
    }
    return step(Write.UPDATE, desired, data, sent, sent.isEmpty());
  }

  /** First of all: what shall wait must not be picked while the rest is written. */
  private static Optional<Step> holds(Desired desired, Reading order) {
    var wanted = facet(desired.content(), "fulfilment").path("holds");
    var current = facet(order.content(), "fulfilment").path("holds");
    var data = data(order);
    var sent = Json.object();
    wanted
        .properties()
        .forEach(hold -> {
          if (hold.getValue().asBoolean() != current.path(hold.getKey()).asBoolean()) {
            data.put(hold.getKey() + "_hold", hold.getValue().asBoolean());
            note(sent, hold(hold.getKey()), hold.getValue());
          }
        });
    return step(Write.HOLDS, desired, data, sent, sent.isEmpty());
  }

  private Optional<Step> address(Desired desired, Reading order) {
    var wanted = desired.content().personal().path("shippingAddress");
    var current = order.content().personal().path("shippingAddress");
    if (wanted.isEmpty() || bodies.sameAddress(wanted, current)) {
      return Optional.empty();
    }
    var data = data(order);
    data.set("shipping_address", bodies.address(desired.content().personal()));
    // An address is not published. Under a name that no reading has, the write never shows by
    // itself, so that one of unknown outcome is sent once more: it says the same again.
    var sent = Json.object().put("commercial.shippingAddress", "changed");
    return Optional.of(step(Write.ADDRESS, desired, data, sent));
  }

  private List<Step> lines(Desired desired, Reading order) {
    var wanted = facet(desired.content(), "commercial").path("lines");
    if (wanted.isEmpty()) {
      return List.of();
    }
    var steps = new ArrayList<Step>();
    ShipHeroBody.Edit edit;
    try {
      edit = bodies.edit(wanted, facet(order.content(), "commercial").path("lines"));
    } catch (CallFailed lacking) {
      // What holds the order, and where it goes, does not wait for that.
      return List.of(Step.impossible(Write.CHANGE_LINES.words(), desired.reference(), lacking));
    }
    if (!edit.changed().isEmpty()) {
      steps.add(lines(Write.CHANGE_LINES, desired, order, edit.changed()));
    }
    if (!edit.added().isEmpty()) {
      steps.add(lines(Write.ADD_LINES, desired, order, edit.added()));
    }
    return steps;
  }

  private static Step lines(Write write, Desired desired, Reading order, List<ObjectNode> lines) {
    var wanted = facet(desired.content(), "commercial").path("lines");
    var data = data(order);
    var items = data.putArray("line_items");
    var sent = Json.object();
    for (var line : lines) {
      items.add(line);
      var name = line.path("partner_line_item_id").asText();
      noteLine(sent, name, ShipHeroBody.lineNamed(wanted, name));
    }
    return step(write, desired, data, sent);
  }

  private static ObjectNode data(Reading order) {
    return Json.object().put("order_id", order.externalId());
  }

  private static Optional<Step> step(
      Write write, Desired desired, ObjectNode data, ObjectNode sent, boolean nothing) {
    return nothing ? Optional.empty() : Optional.of(step(write, desired, data, sent));
  }

  private static Step step(Write write, Desired desired, ObjectNode data, ObjectNode sent) {
    var call = Json.object().put("write", write.name());
    call.set("data", data);
    return new Step(write.words(), desired.reference(), call, sent);
  }

  private static void noteLine(ObjectNode sent, String key, JsonNode line) {
    var path = "commercial.lines[" + line.path("reference").asText(key) + "].";
    if (line.isMissingNode()) {
      // Called off: such a line is not read back at all.
      sent.put(path + "quantity", "");
      return;
    }
    ShipHeroBody.LINE.forEach(field -> note(sent, path + field, line.path(field)));
  }

  private static String hold(String hold) {
    return "fulfilment.holds." + hold;
  }

  private static void note(ObjectNode sent, String path, JsonNode value) {
    if (!value.isMissingNode()) {
      sent.set(path, value);
    }
  }

  private static boolean isCancelled(Reading order) {
    return facet(order.content(), "commercial").path("status").asText("").equals(CANCELLED);
  }

  private static JsonNode facet(Content content, String name) {
    var facet = content.facets().get(name);
    return facet == null ? Json.object() : facet;
  }
}
