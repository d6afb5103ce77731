package io.plumbline.connectors.shiphero;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plumbline.connectors.http.Json;
import io.plumbline.connectors.http.Settings;
import io.plumbline.engine.connector.CallFailed;
import io.plumbline.engine.connector.CallFailed.Kind;
import io.plumbline.engine.connector.Desired;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes canonical content as the inputs of ShipHero's mutations. */
final class ShipHeroBody {

  /** Their names of the header's fields. */
  static final Map<String, String> HEADER =
      new TreeMap<>(
          Map.of(
              "number", "order_number",
              "currency", "currency",
              "total", "total_price",
              "subtotal", "subtotal",
              "tax", "total_tax",
              "discount", "total_discounts"));

  /** What an order may change afterwards. */
  static final Set<String> CHANGEABLE = Set.of("number", "total", "subtotal", "tax", "discount");

  static final List<String> LINE = List.of("sku", "quantity", "unitPrice");

  private static final Map<String, String> ADDRESS =
      new TreeMap<>(
          Map.of(
              "company", "company",
              "address1", "address1",
              "address2", "address2",
              "city", "city",
              "zip", "zip",
              "province", "state",
              "country", "country"));

  private final ShipHeroTimes times;
  private final String shop;
  private final String shippingTitle;

  ShipHeroBody(ShipHeroTimes times, Settings settings) {
    this.times = times;
    this.shop = settings.text("shop-name", "");
    this.shippingTitle = settings.text("shipping-title", "Shipping");
  }

  /** Lines to change, called off ones among them with nothing to deliver, and lines to add. */
  record Edit(List<ObjectNode> changed, List<ObjectNode> added) {
    Edit {
      changed = List.copyOf(changed);
      added = List.copyOf(added);
    }
  }

  ObjectNode whole(Desired desired) {
    var content = desired.content();
    var commercial = content.facets().getOrDefault("commercial", Json.object());
    var data = Json.object().put("partner_order_id", desired.reference());
    put(data, "shop_name", shop);
    HEADER.forEach((field, theirs) -> put(data, theirs, commercial.path(field).asText("")));
    put(data, "email", content.personal().path("email").asText(""));
    if (commercial.has("placedAt")) {
      data.put("order_date", times.text(Instant.parse(commercial.path("placedAt").asText())));
    }
    if (commercial.has("shipping")) {
      data.set("shipping_lines", shipping(commercial.path("shipping")));
    }
    data.set("shipping_address", address(content.personal()));
    holds(data, content.facets().getOrDefault("fulfilment", Json.object()).path("holds"));
    var items = data.putArray("line_items");
    commercial
        .path("lines")
        .properties()
        .forEach(line -> items.add(line(name(line.getKey(), line.getValue()), line.getValue())));
    return data;
  }

  private static void holds(ObjectNode data, JsonNode holds) {
    if (!holds.isEmpty()) {
      var theirs = data.putObject("holds");
      holds
          .properties()
          .forEach(hold -> theirs.put(hold.getKey() + "_hold", hold.getValue().asBoolean()));
    }
  }

  ObjectNode shipping(JsonNode price) {
    return Json.object().put("title", shippingTitle).put("price", price.asText());
  }

  ObjectNode address(JsonNode personal) {
    var address = personal.path("shippingAddress");
    var theirs = Json.object();
    var name = address.path("name").asText("").strip();
    var last = name.lastIndexOf(' ');
    put(theirs, "first_name", last < 0 ? name : name.substring(0, last).strip());
    put(theirs, "last_name", last < 0 ? "" : name.substring(last + 1));
    ADDRESS.forEach((field, field2) -> put(theirs, field2, address.path(field).asText("")));
    return theirs;
  }

  /** In the fields that are written; what one of them leaves out says the same as an empty one. */
  boolean sameAddress(JsonNode wanted, JsonNode current) {
    return same(wanted.path("name"), current.path("name"))
        && ADDRESS.keySet().stream()
            .allMatch(field -> same(wanted.path(field), current.path(field)));
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.asText("").strip().equals(other.asText("").strip());
  }

  /** The lines that differ, by the name both sides know them by. */
  Edit edit(JsonNode wanted, JsonNode current) {
    Map<String, JsonNode> there = new TreeMap<>();
    current.properties().forEach(line -> there.put(line.getKey(), line.getValue()));
    List<ObjectNode> changed = new ArrayList<>();
    List<ObjectNode> added = new ArrayList<>();
    for (var line : wanted.properties()) {
      var name = name(line.getKey(), line.getValue());
      var known = there.remove(name);
      if (known == null) {
        added.add(line(name, line.getValue()));
      } else if (differs(name, line.getValue(), known)) {
        changed.add(line(name, line.getValue()));
      }
    }
    there.keySet().forEach(name -> changed.add(calledOff(name)));
    return new Edit(changed, added);
  }

  private static boolean differs(String name, JsonNode wanted, JsonNode known) {
    if (!same(wanted.path("sku"), known.path("sku"))) {
      throw new CallFailed(
          Kind.REJECTED,
          "expected line %s to be of SKU '%s' at the warehouse, found '%s'. A line keeps its SKU: remove it and add another one."
              .formatted(name, wanted.path("sku").asText(""), known.path("sku").asText("")));
    }
    return differs(wanted.path("quantity"), known.path("quantity"))
        || differs(wanted.path("unitPrice"), known.path("unitPrice"));
  }

  private static ObjectNode calledOff(String name) {
    return Json.object()
        .put("partner_line_item_id", name)
        .put("quantity", 0)
        .put("quantity_pending_fulfillment", 0);
  }

  private static ObjectNode line(String name, JsonNode line) {
    var quantity = quantity(name, line);
    var item =
        Json.object()
            .put("partner_line_item_id", name)
            .put("sku", line.path("sku").asText(""))
            .put("quantity", quantity)
            .put("price", line.path("unitPrice").asText("0.00"));
    return item;
  }

  /** ShipHero counts pieces. */
  private static int quantity(String name, JsonNode line) {
    try {
      return new BigDecimal(line.path("quantity").asText("")).intValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new CallFailed(
          Kind.REJECTED,
          "expected a whole quantity on line %s, found '%s'. Sell it in pieces."
              .formatted(name, line.path("quantity").asText("")),
          null,
          e);
    }
  }

  static JsonNode lineNamed(JsonNode lines, String name) {
    Map<String, JsonNode> named = new HashMap<>();
    lines
        .properties()
        .forEach(line -> named.put(name(line.getKey(), line.getValue()), line.getValue()));
    return named.getOrDefault(name, com.fasterxml.jackson.databind.node.MissingNode.getInstance());
  }

  private static String name(String key, JsonNode line) {
    return line.path("reference").asText(key);
  }

  /** Whether a field that is wanted says something else; numbers by their value. */
  static boolean differs(JsonNode wanted, JsonNode current) {
    if (wanted.isMissingNode()) {
      return false;
    }
    try {
      return new BigDecimal(wanted.asText()).compareTo(new BigDecimal(current.asText("0"))) != 0;
    } catch (NumberFormatException e) {
      return !wanted.asText().equals(current.asText(""));
    }
  }

  private static void put(ObjectNode into, String field, String text) {
    if (!text.isEmpty()) {
      into.put(field, text);
    }
  }
}
